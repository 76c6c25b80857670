import { execFileSync } from 'node:child_process'
import { MongoMemoryReplSet, MongoMemoryServer } from 'mongodb-memory-server-core'
import mongoose from 'mongoose'
import { openMongo } from '../../dist/src/store/mongodb/open.js'

let databases = 0

/** A server, or a replica set of three, for as long as `work` takes. */
export async function withMongo(topology, work) {
  const servers = await start(topology)
  const uri = servers.getUri()
  const connection = await mongoose.createConnection(uri).asPromise()
  try {
    await work({ uri, connection, fresh: () => freshMongo(uri) })
  } finally {
    await connection.close()
    await servers.stop()
  }
}

async function start(topology) {
  const systemBinary = process.env.MONGOMS_SYSTEM_BINARY || onPath()
  const binary = systemBinary ? { binary: { systemBinary } } : {}
  const storageEngine = 'wiredTiger'
  return topology === 'three'
    ? MongoMemoryReplSet.create({ ...binary, replSet: { count: 3, storageEngine } })
    : MongoMemoryServer.create({ ...binary, instance: { storageEngine } })
}

function onPath() {
  try {
    return execFileSync('which', ['mongod'], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

/** The store on a database of its own. */
export async function freshMongo(uri) {
  const store = await openMongo(named(uri))
  return { store, close: () => store[Symbol.asyncDispose]() }
}

/** The address of a database that nobody has used yet. */
export function named(uri) {
  const [, hosts, query = ''] = /^(mongodb:\/\/[^/?]+)\/?[^?]*(\?.*)?$/.exec(uri)
  databases += 1
  return `${hosts}/bench_${databases}${query}`
}
