import type { Calendar } from '../domain/calendar.ts'
import type { NoteKind } from '../domain/note.ts'
import type { TicketState } from '../domain/ticket.ts'
import type { Store } from '../store/port.ts'
import { readBlocks } from './blocks.ts'
import { countNotes } from './notes.ts'
import { type Period, startOf } from './period.ts'

/**
 * How the desk did in a period. `opened` and what hangs on it count the cases opened in the period, `ended` those that
 * ended in it; each case is counted once, at its end, with its last score. Means in ms.
 */
export type Stats = {
  period: Period
  from: number
  to: number
  opened: number
  /** Now, whenever opened. */
  open: number
  overdue: number
  ended: number
  /** Ended with the customer's consent; `satisfied` ends are among them. */
  endedAs: ReadonlyMap<string, number>
  meanToAnswer: number | null
  meanToClose: number | null
  scored: number
  satisfied: number
  meanScore: number | null
  /** Ended cases whose customer was asked. */
  asked: number
  /** In 分. */
  granted: number
  /** Thanks and suggestions of the period, where there were any. */
  notes?: Readonly<Record<NoteKind, number>>
  /** Customers whose messages are not handled now, where there are any. */
  blocked?: number
  byCategory: readonly { category: string; count: number }[]
}

/** Ends in which nobody was asked how satisfied he was. */
const notAsked: readonly TicketState[] = ['withdrawn']
/** Fewer answers than this are shown as they are, not as a share. */
export const fewAnswers = 30

/** The figures of the period that `now` is in, up to `now`. */
export async function stats(
  store: Store,
  of: { calendar: Calendar; period: Period; now: number },
): Promise<Stats> {
  const { calendar, period, now } = of
  const from = startOf(period, calendar, now)
  const opened = { openedFrom: from, openedBefore: now + 1 }
  const ended = { closedFrom: from, closedBefore: now + 1, open: false }
  const [inPeriod, open, overdue, over, endedAs, categories] = await Promise.all([
    store.figures(opened),
    store.figures({ open: true }),
    store.figures({ open: true, dueBefore: now }),
    store.figures(ended),
    store.tally(ended, 'state'),
    store.tally(opened, 'category'),
  ])
  const notes = await countNotes(store, { from, to: now })
  const blocked = (await readBlocks(store)).length
  const unasked = notAsked.reduce((sum, state) => sum + (endedAs.get(state) ?? 0), 0)
  return {
    period,
    from,
    to: now,
    opened: inPeriod.count,
    open: open.count,
    overdue: overdue.count,
    ended: over.count,
    endedAs,
    meanToAnswer: inPeriod.meanToAnswer,
    meanToClose: over.meanToClose,
    scored: over.scored,
    satisfied: over.satisfied,
    meanScore: over.meanScore,
    asked: over.count - unasked,
    granted: over.granted,
    ...(notes.praise + notes.suggestion > 0 ? { notes } : {}),
    ...(blocked > 0 ? { blocked } : {}),
    byCategory: [...categories]
      .map(([category, count]) => ({ category, count }))
      .sort((a, b) => b.count - a.count || (a.category < b.category ? -1 : 1)),
  }
}
