import type { Effect } from '../../src/domain/effect.ts'
import type { Value, Wording } from '../../src/domain/wording.ts'
import { type Context, newContext, ongoing, type Rules, type TicketRef } from './context.ts'
import type { Heard } from './meaning.ts'
import { tell } from './tell.ts'
import { tellClosed } from './tickets.ts'
import { goOn, lengthOf, type On, say, type Talk, type Turn, text } from './turn.ts'

const year = 365.25 * 24 * 3_600_000

/** What goes, what is kept, why and until when; then one question (PIPL art. 47). A freeze is told first. */
export function askToErase(talk: Talk<Heard>): Turn {
  const { context, event, rules } = talk
  const frozen = own(context).filter(isFrozen)
  const lines = linesOf(context, rules, event.now)
  const first =
    frozen.length > 0
      ? text('erase.frozen', { numbers: numbersOf(frozen) })
      : text('erase.lines', { lines: { lines } })
  const later = frozen.length > 0 || openCases(context) !== undefined
  return goOn(talk, { confirming: { what: 'erase', later } }, [first])
}

function linesOf(context: Context, rules: Rules, now: number): Wording[] {
  const { kept } = rules.policy.privacy
  const years = Math.max(1, Math.round(lengthOf(kept.within, rules, now) / year))
  const open = openCases(context)
  const over = own(context).filter((ticket) => !ongoing(ticket))
  return [
    ...(open
      ? [text('erase.line.waits', { cases: open }), text('erase.line.keptLater', { years })]
      : [text('erase.line.gone')]),
    ...over.map(({ number, endedAt }) => {
      const from = endedAt ?? now
      const date = { date: from + lengthOf(kept.within, rules, from) }
      return text('erase.line.kept', { number, date })
    }),
    ...(context.tickets.length > 0 ? [text('erase.line.unfindable')] : []),
  ]
}

/** The yes: at once, or as soon as nothing needs the data any more. */
export function erase(talk: Talk<Heard>): Turn {
  const { context } = talk
  const mine = own(context)
  if (mine.some(isFrozen)) return note(talk, context.tickets, [])
  const over = mine.filter((ticket) => !ongoing(ticket))
  if (openCases(context)) {
    const left = context.tickets.filter((ticket) => !over.includes(ticket))
    return note(talk, left, over.map(toldErased))
  }
  return gone(context, [say([text(over.length > 0 ? 'erase.doneBut' : 'erase.done')])])
}

function note(talk: Talk<Heard>, tickets: Context['tickets'], told: readonly Effect[]): Turn {
  const changed = { confirming: null, erasure: 'wished', tickets } as const
  return goOn(talk, changed, [text('erase.noted')], told)
}

/** Nothing is erased, not later either. */
export function leaveData(talk: Talk<Heard>): Turn {
  return goOn(talk, { confirming: null, erasure: null }, [text('erase.left')])
}

/** Something else was said, or nothing: it stays as it was. */
export function dropQuestion(): Turn {
  return { context: { confirming: null } }
}

/** With this nothing needs the data any more that the customer has wished away. */
export function erasureIsDue({ context, event }: Pick<Talk, 'context' | 'event'>): boolean {
  if (context.erasure !== 'wished' || context.draft || context.opening) return false
  if (event.type !== 'ticket.closed' && event.type !== 'ticket.frozen') return false
  const closes = event.type === 'ticket.closed'
  if (!closes && event.frozen) return false
  return own(context).every((ticket) =>
    ticket.ticket === event.ticket
      ? closes
        ? !isFrozen(ticket)
        : !ongoing(ticket)
      : !ongoing(ticket) && !isFrozen(ticket),
  )
}

/** The last case is over: its farewell, and what had been wished. */
export function closeAndErase(talk: On<'ticket.closed'>): Turn {
  const { effects = [] } = tellClosed(talk)
  return gone(talk.context, [...effects, say([text('erase.doneLater')])])
}

/** What he had begun to tell is dropped: with it the wish may be due that waited for it. */
export function eraseWithDraft({ context }: Talk): Turn | undefined {
  const rests = own(context).every((ticket) => !ongoing(ticket) && !isFrozen(ticket))
  if (context.erasure !== 'wished' || context.opening || !rests) return undefined
  return gone(context, [say([text('draft.dropped'), text('erase.doneLater')])])
}

export function eraseUnfrozen({ context }: On<'ticket.frozen'>): Turn {
  return gone(context, [say([text('erase.doneLater')])])
}

/** Whether a case is frozen is told when he asks to erase, not before. */
export function keepFrozen({ context, event }: On<'ticket.frozen'>): Turn {
  const { ticket, number, frozen } = event
  const known = context.tickets.find((one) => one.ticket === ticket)
  if (!known) return {}
  const tickets = context.tickets.map((one) => (one === known ? { ...one, number, frozen } : one))
  return { context: { tickets } }
}

function gone(context: Context, said: readonly Effect[]): Turn {
  return {
    context: cleared(context),
    effects: [...said, ...context.tickets.map(toldErased), { type: 'erase' }],
    alone: true,
    colleague: 'stop',
    erases: true,
  }
}

/** A talk as it is before the first word, in the customer's language; what it talks with was said to him. */
function cleared({ customer, locale, localeBy, ...rest }: Context): Partial<Context> {
  const nothing = Object.fromEntries(Object.keys(rest).map((field) => [field, undefined]))
  return { ...nothing, ...newContext({ customer, locale, localeBy, introduced: true }) }
}

function toldErased({ ticket }: TicketRef): Effect {
  return tell(ticket, { type: 'customer.erased' })
}

/** The open cases whose data have to stay until they end. */
function openCases(context: Context): Value | undefined {
  const open = own(context).filter(ongoing)
  if (open.length > 0) return numbersOf(open)
  return context.opening ? text('erase.theNewOne') : undefined
}

/** The cases that were opened here; of one that is only followed another conversation decides. */
function own({ tickets }: Context): readonly TicketRef[] {
  return tickets.filter(({ followed }) => !followed)
}

function isFrozen({ frozen }: TicketRef): boolean {
  return frozen === true
}

function numbersOf(tickets: readonly TicketRef[]): Value {
  return { list: tickets.map(({ number }) => number) }
}
