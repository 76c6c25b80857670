import type { Clock } from '../clock/port.ts'
import type { Store } from '../store/port.ts'
import type { Meters } from './meters.ts'

/** A letter that nobody has in hand for so long after its moment is late, in ms: longer than any process holds one. */
const lateAfter = 60_000
/** Counting the open cases reads an entry of an index for each: so often at most, in ms. */
const countEvery = 60_000
const parkedCounted = 500
/** Who asks gives up after ten seconds as a rule: a store that does not answer by then (ms) is away. */
const patience = 4_000

/** Sets what is not counted on the way but looked up: what waits in the store, its clock, the open cases. */
export function createLook(store: Store, clock: Clock, meters: Meters): () => Promise<void> {
  let counted = Number.NEGATIVE_INFINITY

  async function countTickets(now: number): Promise<void> {
    if (Math.abs(now - counted) < countEvery) return
    const tally = await store.tally({ open: true }, 'state')
    meters.tickets.reset()
    for (const [state, count] of tally) meters.tickets.set({ state }, count)
    counted = now
  }

  async function look(): Promise<void> {
    const now = clock.now()
    const [due, late, parked, lag] = await Promise.all([
      store.waiting(now),
      store.waiting(now - lateAfter),
      store.parked(parkedCounted),
      clockLag(store),
      countTickets(now),
    ])
    meters.due.set(due)
    meters.late.set(late)
    meters.parked.set(parked.length)
    meters.clockLag.set(lag)
  }

  return async () => {
    const asked = within(patience, look())
    const well = await asked.then(
      () => true,
      () => false,
    )
    meters.storeUp.set(well ? 1 : 0)
  }
}

/** Seconds by which this machine's clock is ahead of the database's, the way there and back shared out evenly. */
async function clockLag(store: Store): Promise<number> {
  const before = Date.now()
  const theirs = await store.time?.()
  if (theirs === undefined) return 0
  return ((before + Date.now()) / 2 - theirs) / 1_000
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
