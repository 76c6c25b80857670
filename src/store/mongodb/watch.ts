import { setTimeout as delay } from 'node:timers/promises'
import type { ActorId } from '../../domain/actor.ts'
import type { Watching } from '../port.ts'
import { createActors, homes, isHome } from './collections/homes.ts'
import type { RecordDocument } from './collections/records.ts'
import type { Db } from './driver.ts'

/** How often somebody who is not told by the database looks for himself, in ms: at lines, and at records. */
const lookEvery = { lines: 500, records: 2_000 }

/** The wait before a stream that broke is opened again, in ms. */
const againAfter = 500

/** What a server without a replica set answers to those who want to be told. */
const noStreams = 40_573

type Changed = { ns: { coll: string }; documentKey: { _id: string } }

/**
 * Tells what changes by a change stream; where the database has none, by looking at what somebody holds here. After an
 * interruption everything that is held counts as changed.
 */
export function watchDatabase(db: Db, watching: Watching): { close(): Promise<void> } {
  const stop = new AbortController()
  const actors = createActors(db)
  const records = db.collection<RecordDocument>('records')

  function tell({ ns, documentKey: { _id } }: Changed): void {
    if (isHome(ns.coll)) {
      const actor = _id as ActorId
      if (watching.holds(actor)) watching.changed({ actor })
    } else if (watching.records.some((prefix) => _id.startsWith(prefix))) {
      watching.changed({ record: _id })
    }
  }

  function tellAll(): void {
    for (const actor of watching.actors()) watching.changed({ actor })
    for (const record of watching.records) watching.changed({ record })
  }

  async function follow(): Promise<void> {
    const stream = db.watch<never, Changed>([
      {
        $match: {
          'ns.coll': { $in: [...homes, 'records'] },
          operationType: { $in: ['insert', 'update', 'replace', 'delete'] },
        },
      },
      { $project: { 'ns.coll': 1, documentKey: 1 } },
    ])
    stop.signal.addEventListener('abort', () => stream.close().catch(() => undefined), {
      once: true,
    })
    try {
      for await (const change of stream) tell(change)
    } finally {
      await stream.close().catch(() => undefined)
    }
  }

  /** By what each of them was written last. */
  async function look(seen: Map<string, number>, isRecordsTurn: boolean): Promise<void> {
    const held = [...watching.actors()]
    const found = await actors.some(held, { projection: { 'desk.writes': 1 } })
    for (const { _id, desk } of found) {
      if (seen.get(_id) !== desk.writes) watching.changed({ actor: _id })
      seen.set(_id, desk.writes)
    }
    if (!isRecordsTurn) return
    for (const prefix of watching.records) {
      const range = { $gte: prefix, $lt: `${prefix}\u{10FFFF}` }
      const kept = await records.find({ _id: range }, { projection: { revision: 1 } }).toArray()
      const sum = kept.reduce((all, { revision }) => all + revision, kept.length)
      if (seen.get(prefix) !== sum) watching.changed({ record: prefix })
      seen.set(prefix, sum)
    }
  }

  async function keepLooking(): Promise<void> {
    const seen = new Map<string, number>()
    const turns = lookEvery.records / lookEvery.lines
    for (let turn = 0; !stop.signal.aborted; turn++) {
      await look(seen, turn % turns === 0).catch(watching.onFault)
      await pause(lookEvery.lines)
    }
  }

  /** The end is not waited for. */
  const pause = (ms: number) => delay(ms, undefined, { signal: stop.signal }).catch(() => undefined)

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await follow()
      } catch (error) {
        if (stop.signal.aborted) return
        if ((error as { code?: unknown }).code === noStreams) return keepLooking()
        watching.onFault(error)
      }
      await pause(againAfter)
      if (!stop.signal.aborted) tellAll()
    }
  }

  run().catch(watching.onFault)
  return {
    async close() {
      // The server answers the last question of a stream a second later: nobody waits for it.
      stop.abort()
    },
  }
}
