import type { ConversationEvent } from '../../src/domain/conversation-events.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { type Context, type TicketRef, withTicket } from './context.ts'
import { askMedical, medicalChoices } from './medical.ts'
import { placeOf } from './place.ts'
import { tell } from './tell.ts'
import { goOn, type On, say, type Talk, type Turn, text } from './turn.ts'

type Named = On<ConversationEvent['type']> & {
  event: ConversationEvent & Pick<TicketRef, 'ticket' | 'number'>
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
    if (talk.event.hurt) return askedMedical(talk, tickets, [...texts, ...code])
    return { context: { tickets }, effects: [say([...texts, ...code])] }
  }
  return settled(talk, { standing: 'withdrawn', endedAt: talk.event.now }, texts)
}

/** Confirmed, and somebody was hurt: one question follows. */
function askedMedical(
  { event }: On<'ticket.noted'>,
  known: Context['tickets'],
  texts: readonly Wording[],
): Turn {
  const { ticket, number } = event
  const tickets = withTicket(known, { ticket, number, medical: 'asked' })
  return {
    context: { tickets, asksMedical: true },
    effects: [say([...texts, askMedical()], medicalChoices(number))],
  }
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

/** The page has shown what a ticket asks, or it did not reach him: the ticket hears of it. */
export function passOnSight({
  context,
  event: { number, now: _, ...what },
}: On<'customer.saw' | 'customer.missed'>): Turn {
  const asking = context.waiting.find((waiting) => waiting.number === number)
  return asking ? { effects: [tell(asking.ticket, what)] } : {}
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

/** The secret code of a case whose number was told early, to be told once with the next words about it. */
export function codeUntold({ tickets }: Context, ticket: TicketRef['ticket']) {
  const code = tickets.find((one) => one.ticket === ticket)?.code
  if (!code) return { code: [], tickets }
  const told = tickets.map(({ code: mine, ...rest }) =>
    rest.ticket === ticket || mine === undefined ? rest : { ...rest, code: mine },
  )
  return { code: [text('opened.code', { code })], tickets: told }
}
