import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import mongoose from 'mongoose'
import { openMongo } from '../../dist/src/store/mongodb/open.js'
import { named } from './mongo-servers.mjs'
import { requestsOf } from './requests.mjs'

const actorsAtAll = 100_000

/** The shard key of each collection; what is not named here is small and stays on one shard. */
const keys = { actors: 'hashed', cases: 'hashed', lines: 'ranged', keys: 'ranged' }

/**
 * Which shards each request of the store would touch if there were `count` of them, told from the commands it really
 * sends: no `mongos` is asked. A command whose filter does not name the shard key goes to all of them.
 */
export async function measureShards({ figures, count, book, uri }) {
  const shards = createShards(count)
  spread(shards, figures)
  const commands = []
  const store = await openListened(named(uri), (command) => commands.push(command))
  // What a start looks for is no request.
  await delay(500)
  for (const { name, run } of requestsOf({ store, book })) {
    commands.length = 0
    await run()
    const sent = commands.flatMap(statementsOf)
    const touched = sent.map((statement) => shards.touchedBy(statement))
    const most = Math.max(0, ...touched.map(({ size }) => size))
    figures.add(`reads.${name}`, sent.filter(({ kind }) => kind === 'read').length)
    figures.add(`writes.${name}`, sent.filter(({ kind }) => kind === 'write').length)
    figures.add(`shards.${name}`, most)
  }
  await store[Symbol.asyncDispose]()
}

/** How evenly actors, and the actors of one bad hour, lie on the shards. */
function spread(shards, figures) {
  const loads = new Map()
  for (let n = 0; n < actorsAtAll; n++) {
    const id = n % 3 === 0 ? `ticket:${n}` : `conversation:web/visitor-${n}`
    const shard = shards.hashed(id)
    loads.set(shard, (loads.get(shard) ?? 0) + 1)
  }
  const share = actorsAtAll / shards.count
  figures.add('fullest_shard_beside_mean', Math.max(...loads.values()) / share)
  figures.add('emptiest_shard_beside_mean', Math.min(...loads.values()) / share)
}

function createShards(count) {
  const all = new Set(Array.from({ length: count }, (_, n) => n))
  // As the database hashes: a digest of the name, cut into equal ranges.
  const hashed = (id) => {
    const digest = createHash('md5').update(id).digest()
    return Math.floor((digest.readUInt32LE(0) / 2 ** 32) * count)
  }
  // Ranges of names; the lines of one actor lie beside each other, and so in one range.
  const ranged = (name) => hashed(name.split(/[#\n]/)[0])

  function touchedBy({ collection, filter }) {
    const key = keys[collection]
    if (!key) return new Set([0])
    const place = key === 'hashed' ? hashed : ranged
    const id = idIn(filter)
    if (typeof id === 'string') return new Set([place(id)])
    if (Array.isArray(id?.$in)) return new Set(id.$in.map(place))
    const from = id?.$gt ?? id?.$gte
    const to = id?.$lt ?? id?.$lte
    const isOneActors = from && to && from.split(/[#\n]/)[0] === to.split(/[#\n]/)[0]
    return key === 'ranged' && isOneActors ? new Set([place(from)]) : all
  }
  return { count, hashed, touchedBy }
}

function idIn(filter = {}) {
  return filter._id ?? filter.$and?.map(idIn).find((id) => id !== undefined)
}

/** What one command asks for; a batch asks for as much as there is in it. */
function statementsOf({ commandName: name, command }) {
  const collection = command[name]
  const read = (filter) => [{ kind: 'read', collection, filter }]
  if (name === 'find') return read(command.filter)
  if (name === 'aggregate') return read(command.pipeline[0]?.$match)
  if (name === 'count') return read(command.query)
  const writes = (filters) => filters.map((filter) => ({ kind: 'write', collection, filter }))
  if (name === 'insert') return writes(command.documents.map(({ _id }) => ({ _id })))
  if (name === 'update') return writes(command.updates.map(({ q }) => q))
  if (name === 'delete') return writes(command.deletes.map(({ q }) => q))
  if (name === 'findAndModify') return writes([command.query])
  return []
}

/** The store with every command told as it is sent. */
async function openListened(address, told) {
  const { createConnection } = mongoose
  mongoose.createConnection = function listened(uri, options) {
    const connection = createConnection.call(mongoose, uri, { ...options, monitorCommands: true })
    connection.on('connected', () => connection.getClient().on('commandStarted', told))
    return connection
  }
  try {
    return await openMongo(address)
  } finally {
    mongoose.createConnection = createConnection
  }
}
