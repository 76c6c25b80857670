import type { Line } from '../domain/commit.ts'
import type { Store } from '../store/port.ts'

/** Cases about one person that are looked through. */
const mostCases = 200

/** Which lines of a room somebody must not read: those of cases about him, whoever wrote them. */
export async function hiddenFrom(staff: string, store: Store): Promise<(line: Line) => boolean> {
  const { tickets } = await store.tickets({ about: staff }, { limit: mostCases })
  if (tickets.length === 0) return () => false
  const actors = new Set<string>(tickets.map(({ actor }) => actor))
  const numbers = tickets.map(({ view }) => view.number)
  return ({ about, text, press }) =>
    (about !== undefined && actors.has(about)) ||
    numbers.some((number) => text?.includes(number) || press?.includes(number))
}
