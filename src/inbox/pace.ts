/** How many messages one sender may have answered in a minute; more are kept and not answered. */
export type Pace = {
  /** Counts one message of `sender` at `now` (epoch ms): true when it is over the limit. */
  over(sender: string, now: number): boolean
}

export function createPace(perMinute: number): Pace {
  let minute = 0
  let counts = new Map<string, number>()
  return {
    over(sender, now) {
      const current = Math.floor(now / 60_000)
      if (current !== minute) {
        minute = current
        counts = new Map()
      }
      const count = (counts.get(sender) ?? 0) + 1
      counts.set(sender, count)
      return count > perMinute
    },
  }
}
