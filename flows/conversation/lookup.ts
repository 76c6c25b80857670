import { spanMs } from '../../src/domain/span.ts'
import type { TicketState } from '../../src/domain/ticket.ts'
import { type Context, type Rules, type TicketRef, withTicket } from './context.ts'
import type { Heard } from './meaning.ts'
import { namedElsewhere } from './named-elsewhere.ts'
import { progressOf } from './tickets.ts'
import { goOn, type On, type Talk, type Turn, text } from './turn.ts'

/** Asks the desk for that ticket. Without its code, or after too many wrong ones, nobody is asked at all. */
export function lookUp(talk: Talk<Heard>): Turn {
  const { context, event, rules } = talk
  const named = event.type === 'customer.said' ? namedElsewhere(context, event.text) : undefined
  if (!named) return {}
  const { number, code } = named
  if (!code) return goOn(talk, { lookup: number }, [text('lookup.unknown', { number })])
  const tried = triedOf(context, rules, event.now)
  const { codes, codesAgain } = rules.policy.identity
  if (tried.n >= codes.value) {
    const again = { time: tried.since + spanMs(codesAgain.within) }
    return goOn(talk, {}, [text('lookup.tooOften', { again })])
  }
  return {
    context: { lookup: number, tried: { ...tried, n: tried.n + 1 } },
    effects: [
      { type: 'tell', actor: `number:${number}`, event: { type: 'ticket.named', code } as Told },
    ],
  }
}

type Told = { type: string }

function triedOf({ tried }: Context, { policy }: Rules, now: number) {
  const length = spanMs(policy.identity.codesAgain.within)
  return tried && now - tried.since < length ? tried : { n: 0, since: now }
}

/** No such ticket, or not his: the same words. */
export function tellUnknown(talk: On<'ticket.unknown'>): Turn {
  const { number } = talk.event
  return goOn(talk, {}, [text('lookup.unknown', { number })])
}

/** The code was right: the ticket is this conversation's too, and its stage is told. */
export function follow(talk: On<'ticket.followed'>): Turn {
  const { context, event } = talk
  const { ticket, number, promisedAt, category, endedAt, state } = event
  const standing = standingOf(state)
  const tickets = withTicket(context.tickets, {
    ticket,
    number,
    promisedAt,
    category,
    endedAt,
    standing,
    ...(context.tickets.some((one) => one.ticket === ticket) ? {} : { followed: true as const }),
  })
  const stage = progressOf(event)
  return goOn(talk, { tickets, lookup: '', tried: { n: 0, since: event.now } }, [
    stage,
    text('lookup.followed'),
  ])
}

function standingOf(state: TicketState): TicketRef['standing'] {
  if (state === 'no answer' || state === 'withdrawn' || state === 'refused') return state
  return state === 'closed' || state === 'not agreed' ? 'ended' : 'open'
}
