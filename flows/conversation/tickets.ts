import type { ConversationEvent } from '../../src/domain/conversation-events.ts'
import type { Effect } from '../../src/domain/effect.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { isOnPage, mayAskAddress } from './address.ts'
import { type Context, type TicketRef, withTicket } from './context.ts'
import { numberIn } from './danger.ts'
import { placeOf } from './place.ts'
import { tell } from './tell.ts'
import { goOn, say, type Talk, type Turn, text } from './turn.ts'

type On<T extends ConversationEvent['type']> = Talk<ConversationEvent & { type: T }>
type Named = On<ConversationEvent['type']> & {
  event: ConversationEvent & Pick<TicketRef, 'ticket' | 'number'>
}

const noAddress = [{ id: 'skip:address', label: text('choices.rather not') }]
const link = [{ id: 'link', label: text('choices.link') }]
const progress = [{ id: 'progress', label: text('choices.progress') }]

/** The number, the promised day, what happens next, how to ask: four lines. What was held meanwhile is added. */
export function tellNumber({ context, event }: On<'ticket.opened'>): Turn {
  const { ticket, number, promisedAt, code } = event
  const held = context.opening
  const tickets = withTicket(context.tickets, {
    ticket,
    number,
    promisedAt,
    standing: 'open',
    category: held?.category ?? null,
    ...(event.level ? { level: event.level } : {}),
  })
  // Whom he has asked himself for a person waits for the number as always.
  const asked = held && !held.unconfirmed
  if (event.unconfirmed && !asked) {
    const kept = code ? withTicket(tickets, { ticket, number, code }) : tickets
    return tellEarlyNumber({ context, event, tickets: kept })
  }
  const lines = [
    text('opened.number', { number }),
    text('opened.day', { day: { day: promisedAt } }),
    text('opened.next'),
    ...(code ? [text('opened.code', { code })] : []),
  ]
  const asksAddress = mayAskAddress({ ...context, opening: null })
  const choices = [
    ...progress,
    ...(isOnPage(context) ? link : []),
    ...(asksAddress ? noAddress : []),
  ]
  const ends = text(asksAddress ? 'address.ask' : 'opened.ask')
  const { wishes } = context.contact
  const said = held?.words.length || held?.files.length
  const wished =
    said && wishes ? [tell(ticket, { type: 'customer.asked for contact', wishes })] : []
  const call = callPassedOn(context, ticket)
  return {
    context: {
      tickets,
      opening: null,
      ...(asksAddress ? { asksAddress, contactAsked: true } : {}),
      ...call.changed,
    },
    effects: [say([...lines, ends], choices), ...heldFor(ticket, held), ...wished, ...call.effects],
    waits: true,
    ...call.colleague,
  }
}

/** A call nobody has taken yet is the ticket's from now on. */
function callPassedOn(
  { calls, person, calledFor = 'asked' }: Context,
  ticket: TicketRef['ticket'],
) {
  if (calls === 0 || person) return { changed: {}, effects: [], colleague: {} }
  const asked = { type: 'customer.asked for a person', reason: '', why: calledFor } as const
  const colleague: Pick<Turn, 'colleague'> = { colleague: 'stop' }
  return { changed: { calls: 0 }, effects: [tell(ticket, asked)], colleague }
}

/** The number of a case that was opened before the customer's yes; the interview goes on and ends in confirming it. */
function tellEarlyNumber(given: {
  context: Context
  event: On<'ticket.opened'>['event']
  tickets: Context['tickets']
}): Turn {
  const { context, event, tickets } = given
  const { ticket, number } = event
  const { draft, opening } = context
  if (draft && opening?.quiet) {
    const kept = { ...draft, ticket, untold: true }
    return { context: { tickets, opening: null, draft: kept } }
  }
  const complaint = opening?.confirmed
  const lead = numberIn(context, number)
  const confirmed = complaint ? [tell(ticket, { type: 'customer.confirmed', complaint })] : []
  return {
    context: { tickets, opening: null, draft: draft && { ...draft, ticket } },
    effects: [...(lead ? [say([lead], progress)] : []), ...heldFor(ticket, opening), ...confirmed],
    waits: true,
  }
}

/** What was said while the number was on its way. */
function heldFor(ticket: TicketRef['ticket'], held: Context['opening']): Effect[] {
  if (!held?.words.length && !held?.files.length) return []
  const { words, files } = held
  return [tell(ticket, { type: 'customer.added', text: words.join('\n'), files })]
}

export function tellTaken({ event }: On<'ticket.taken'>): Turn {
  const { number, publicName: name } = event
  return { effects: [say([text('taken', { number, name })])] }
}

/** Said before the case changes hands. */
export function tellPassedOn({ event }: On<'ticket.passed on'>): Turn {
  const { number, to } = event
  return { effects: [say([text('passedOn', { number, to })])] }
}

/** Nobody has come yet: others have been called, and what was said is kept. */
export function tellCalledAgain(): Turn {
  return { effects: [say([text('person.still')])] }
}

export function tellProgress({ context, event }: On<'ticket.stood'>): Turn {
  const { code, tickets } = codeUntold(context, event.ticket)
  return { context: { tickets }, effects: [say([progressOf(event), ...code])] }
}

/** The stage, and the promised day where an answer is still to come. */
export function progressOf({
  number,
  state,
  promisedAt,
}: Pick<On<'ticket.stood'>['event'], 'number' | 'state' | 'promisedAt'>): Wording {
  const stage = text(`stages.${state}`)
  const ended = state === 'closed' || state === 'withdrawn' || state.startsWith('no')
  return promisedAt === null || ended
    ? text('progress.noDay', { number, stage })
    : text('progress.withDay', { number, stage, day: { day: promisedAt } })
}

/** The secret code of a case whose number was told early, to be told once with the next words about it. */
function codeUntold({ tickets }: Context, ticket: TicketRef['ticket']) {
  const code = tickets.find((one) => one.ticket === ticket)?.code
  if (!code) return { code: [], tickets }
  const told = tickets.map(({ code: mine, ...rest }) =>
    rest.ticket === ticket || mine === undefined ? rest : { ...rest, code: mine },
  )
  return { code: [text('opened.code', { code })], tickets: told }
}

const noticed = {
  added: 'ticketNoted.added',
  confirmed: 'ticketNoted.confirmed',
  urged: 'ticketNoted.urged',
  withdrawn: 'ticketNoted.withdrawn',
  'not received': 'ticketNoted.notReceived',
  'not possible': 'ticketNoted.notPossible',
} as const

export function tellNoted(talk: On<'ticket.noted'>): Turn {
  const { what, number } = talk.event
  const texts = [text(noticed[what], { number })]
  // The step it is back at comes before the score.
  if (what === 'not received')
    return settled(talk, { standing: 'open', endedAt: null, carriedOut: 'missing' }, texts)
  if (what !== 'withdrawn') {
    const { code, tickets } = codeUntold(talk.context, talk.event.ticket)
    return { context: { tickets }, effects: [say([...texts, ...code])] }
  }
  return settled(talk, { standing: 'withdrawn', endedAt: talk.event.now }, texts)
}

/** Nobody waits for the decision any more. */
export function stopAsking(talk: On<'ticket.stopped asking'>): Turn {
  return settled(talk, {}, [])
}

export function tellCarriedOut(talk: On<'ticket.carried out'>): Turn {
  const { number, text: done } = talk.event
  const texts = [text('carriedOut.done', { number, done }), text('carriedOut.missing')]
  const choices = [{ id: `missing:${number}`, label: text('choices.missing') }]
  return withChoices(settled(talk, { carriedOut: 'told' }, texts), choices)
}

/** The page has shown what a ticket asks, or it could not be delivered: the ticket hears of it. */
export function passOnSight({
  context,
  event: { type, number },
}: On<'customer.saw' | 'customer.missed'>): Turn {
  const asking = context.waiting.find((waiting) => waiting.number === number)
  return asking ? { effects: [tell(asking.ticket, { type })] } : {}
}

/** The reason, how to object inside, where to turn outside; no thanks for custom. */
export function tellRefused(talk: On<'ticket.refused'>): Turn {
  const { number, reason, final } = talk.event
  const outside = text('refused.outside', { recourse: { key: 'organisation.recourse' } })
  const texts = [
    text(final ? 'refused.finally' : 'refused.reason', { number, reason }),
    text(final ? 'refused.review' : 'refused.inside'),
    outside,
  ]
  const turn = settled(talk, { standing: final ? 'refused for good' : 'refused' }, texts)
  const choices = [{ id: `object:${number}`, label: text('choices.object') }]
  return final ? turn : withChoices(turn, choices)
}

export function tellLate({ context, event }: On<'ticket.late'>): Turn {
  const { ticket, number, publicName, promisedAt } = event
  const values = { number, day: { day: promisedAt } }
  const late = publicName
    ? text('late.named', { ...values, name: publicName })
    : text('late.plain', values)
  return {
    context: { tickets: withTicket(context.tickets, { ticket, number, promisedAt }) },
    effects: [say([late])],
  }
}

/** The four thanks close a satisfied case; the others end plainly. */
export function tellClosed(talk: On<'ticket.closed'>): Turn {
  const { context, event } = talk
  const was = context.tickets.find(({ ticket }) => ticket === event.ticket)
  const standing = event.as === 'withdrawn' || event.as === 'no answer' ? event.as : 'ended'
  const saidAlready = event.as === 'withdrawn' && was?.standing === 'withdrawn'
  const person = context.person?.ticket === event.ticket ? { person: null, calls: 0 } : {}
  const turn = settled(
    talk,
    { standing, endedAt: event.now },
    saidAlready ? [] : farewell(event),
    person,
  )
  return context.person && placeOf({ ...context, ...person }) !== 'with a human'
    ? { ...turn, colleague: 'stop' }
    : turn
}

function farewell({ as, thanks, number }: On<'ticket.closed'>['event']): Wording[] {
  if (as === 'withdrawn') return [text('ticketNoted.withdrawn', { number })]
  if (as === 'no answer') return [text('closed.noAnswer', { number })]
  if (as === 'not agreed') {
    const recourse = { recourse: { key: 'organisation.recourse' } }
    return [text('closed.notAgreed', { number }), text('refused.outside', recourse)]
  }
  if (!thanks) return [text('closed.plain', { number })]
  return (['sorry', 'trust', 'lesson', 'effort'] as const).map((each) => text(`thanks.${each}`))
}

export function tellReopened(talk: On<'ticket.reopened'>): Turn {
  const { number, promisedAt } = talk.event
  const { context, event } = talk
  const tickets = withTicket(context.tickets, {
    ticket: event.ticket,
    number,
    promisedAt,
    standing: 'open',
    endedAt: null,
    carriedOut: null,
  })
  return {
    context: { tickets },
    effects: [say([text('reopened', { number, day: { day: promisedAt } })])],
  }
}

/** A ticket says something about itself: what it had waited for is over, and the talk goes back to where it belongs. */
function settled(
  talk: Talk,
  changed: Partial<TicketRef>,
  texts: readonly Wording[],
  more: Partial<Context> = {},
): Turn {
  const { context, event } = talk as Named
  const { ticket, number } = event
  const before = context.waiting
  const waiting = before.filter((w) => w.ticket !== ticket)
  const after = {
    ...more,
    ...(changed.standing ? leftBy(context, ticket) : {}),
    waiting,
    held: (context.held ?? []).filter((one) => one.ticket !== ticket),
    tickets: withTicket(context.tickets, { ticket, number, ...changed }),
  }
  const moved = placeOf(context) !== placeOf({ ...context, ...after })
  if (moved) return goOn(talk, after, texts)
  return { context: after, effects: texts.length ? [say(texts)] : [] }
}

/** A case that is over takes with it the interview that was to confirm it, and the danger it was opened for. */
function leftBy({ draft, danger }: Context, ticket: TicketRef['ticket']): Partial<Context> {
  return {
    ...(draft?.ticket === ticket ? { draft: null } : {}),
    ...(danger && !danger.doubt ? { danger: null } : {}),
  }
}

function withChoices(turn: Turn, choices: { id: string; label: Wording }[]): Turn {
  const [first, ...rest] = turn.effects ?? []
  if (first?.type !== 'say' || first.choices?.length) return turn
  return { ...turn, effects: [{ ...first, choices }, ...rest] }
}
