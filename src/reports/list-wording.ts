import { maskName, maskText } from '../domain/mask.ts'
import { endedStates, type TicketView } from '../domain/ticket.ts'
import type { Value, Wording } from '../domain/wording.ts'

/** One ticket in one line: what, how grave, where it stands, who has it, until when. */
export function listLine(
  view: TicketView,
  shown: { now: number; nameOf(id: string): string },
): Wording {
  const { number, level, category, owner, product, name, state, needBy } = view
  const ended = endedStates.includes(state)
  const due = dueOf(view, shown.now)
  return {
    key: ended ? 'desk.list.ended' : 'desk.list.line',
    values: {
      number,
      level: { key: `level.${level}` },
      category: { key: `category.${category}` },
      state: stateOf(view),
      owner: owner === null ? { key: 'desk.nobody' } : shown.nameOf(owner),
      what: whatAndWho(product, name),
      due:
        needBy === null || ended
          ? due
          : { key: 'desk.list.needed', values: { due, day: { day: needBy } } },
    },
  }
}

/** Where it stands, and that nobody has confirmed yet what it says. */
function stateOf({ state, unconfirmed, notReached }: TicketView): Wording {
  const name: Wording = { key: `state.${state}` }
  if (notReached) return { key: 'desk.list.notReached', values: { state: name } }
  return unconfirmed ? { key: 'desk.list.unconfirmed', values: { state: name } } : name
}

function whatAndWho(product: string | null, name: string | null): string {
  return [product && maskText(product), name && maskName(name)]
    .map((part) => (part ? ` · ${part}` : ''))
    .join('')
}

/** When the step or the promised answer is due, whichever is first; said differently once it is over. */
export function dueOf(view: TicketView, now: number): Value {
  const due = soonest(view)
  if (due === null) return { key: 'desk.due.none' }
  return { key: due < now ? 'desk.due.over' : 'desk.due.at', values: { at: { time: due } } }
}

function soonest({ dueAt, promisedAt, state }: TicketView): number | null {
  if (endedStates.includes(state)) return null
  const due = [dueAt, promisedAt].filter((at) => at !== null)
  return due.length === 0 ? null : Math.min(...due)
}
