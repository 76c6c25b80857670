import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { ActorId } from '../../domain/actor.ts'
import { StoreUnavailableError } from '../port.ts'
import type { Collections } from './collections.ts'
import { mayPass } from './faults.ts'
import type { Forms } from './forms.ts'
import type { GroupCommit } from './group-commit.ts'
import { olderThan, raiseVersion } from './schema.ts'

/** How far it is. `refused`: documents that no step could lead on; they stay as they are. */
export type Migrating = {
  form: number
  done: number
  left: number
  refused: readonly { actor: ActorId; reason: string }[]
}

/** So many documents at a time, and how long one process has the work before another may take it up, in ms. */
const slice = 200
const leaseMs = 10_000
/** How often it is told, in ms. */
const toldEvery = 5_000

type MigrationParts = Pick<Collections, 'actors' | 'singletons' | 'meta'> & {
  forms: Forms
  writes: GroupCommit
  tell(progress: Migrating): void
}

/**
 * Rewrites what is left in an older form, while everybody goes on working: what is found by an index that holds only
 * those is what is left to do, so that whoever takes the work up needs to know nothing of who had it before.
 */
export function migrateOlder(parts: MigrationParts): { stop(): Promise<void> } {
  const { actors, forms, singletons, meta } = parts
  const stopped = new AbortController()
  const holder = randomBytes(6).toString('base64url')
  const refused = new Map<ActorId, string>()
  let toldAt = Number.NEGATIVE_INFINITY
  let done = 0

  async function isMine(forMs = leaseMs): Promise<boolean> {
    const now = Date.now()
    return singletons.lease(`form ${forms.newest}`, { holder, now, until: now + forMs })
  }

  async function next(): Promise<ActorId[]> {
    const filter = { $and: [olderThan(forms.newest), { _id: { $nin: [...refused.keys()] } }] }
    const docs = await actors.find(filter, { limit: slice, fields: ['_id'] })
    return docs.map(({ _id }) => _id)
  }

  async function rewrite(actor: ActorId): Promise<void> {
    try {
      // The look before has led it on already; it only has to be written.
      await parts.writes.run(actor, {
        change: (doc) => (doc ? { doc: { ...doc }, result: 0 } : { result: 0 }),
      })
      done++
    } catch (error) {
      if (error instanceof StoreUnavailableError || mayPass(error)) throw error
      refused.set(actor, String(error))
    }
  }

  async function tell(isLast: boolean): Promise<void> {
    if (!isLast && performance.now() - toldAt < toldEvery) return
    toldAt = performance.now()
    const left = isLast ? refused.size : await actors.count(olderThan(forms.newest))
    const reasons = [...refused].map(([actor, reason]) => ({ actor, reason }))
    parts.tell({ form: forms.newest, done, left, refused: reasons })
  }

  /** True when nothing is left that could be done. */
  async function go(): Promise<boolean> {
    const actorsLeft = await next()
    if (actorsLeft.length === 0) {
      if (refused.size === 0) await raiseVersion(meta, forms.readableFrom)
      if (done + refused.size > 0) await tell(true)
      return true
    }
    if (!(await isMine())) {
      await pause(leaseMs / 3)
      return false
    }
    const from = performance.now()
    await Promise.all(actorsLeft.map(rewrite))
    await tell(false)
    // Half of the time is left to those who are waiting for an answer.
    await pause(performance.now() - from)
    return false
  }

  const pause = (ms: number) =>
    delay(ms, undefined, { signal: stopped.signal }).catch(() => undefined)

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      const isOver = await go().catch(() => pause(toldEvery))
      if (isOver === true) break
    }
    // Whoever takes it up need not wait; where it was another's all along, it stays so.
    if (done > 0) await isMine(0).catch(() => undefined)
  }

  const running = run()
  return {
    async stop() {
      stopped.abort()
      await running
    },
  }
}
