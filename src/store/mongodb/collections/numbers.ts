import type { Collection } from '../driver.ts'

export type NumberDocument = { _id: string; last: number }

/** So many numbers a process takes at once; those it does not use are given back when it ends in order. */
const block = 20

type Reserved = { next: number; end: number }

/** Ticket numbers, counted by day. */
export function createNumbers(numbers: Collection<NumberDocument>) {
  const reserved = new Map<string, Reserved>()
  const asking = new Map<string, Promise<void>>()

  async function reserve(day: string): Promise<void> {
    const doc = await numbers.findOneAndUpdate(
      { _id: day },
      { $inc: { last: block } },
      { upsert: true, returnDocument: 'after' },
    )
    const end = doc!.last
    reserved.set(day, { next: end - block + 1, end })
  }

  /** Everybody who waits for the same block waits for the same answer. */
  function more(day: string): Promise<void> {
    const asked = asking.get(day)
    if (asked) return asked
    const mine = reserve(day).finally(() => asking.delete(day))
    asking.set(day, mine)
    return mine
  }

  return {
    async draw(day: string): Promise<number> {
      for (;;) {
        const mine = reserved.get(day)
        if (mine && mine.next <= mine.end) return mine.next++
        await more(day)
      }
    },
    /** What was not used is drawn by the next one, unless others have drawn since. */
    async giveBack(): Promise<void> {
      for (const [day, { next, end }] of reserved) {
        if (next <= end)
          await numbers.updateOne({ _id: day, last: end }, { $set: { last: next - 1 } })
      }
      reserved.clear()
    },
  }
}
