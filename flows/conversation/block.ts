import { draftOf, type StaffAddress, type TeamAddress } from '../../src/domain/actor.ts'
import type { Block, ToBlocks } from '../../src/domain/block.ts'
import type { ConversationEvent } from '../../src/domain/conversation-events.ts'
import type { Effect } from '../../src/domain/effect.ts'
import { maskName } from '../../src/domain/mask.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { nameOf } from './asides.ts'
import { type Context, ongoing } from './context.ts'
import { moreWords } from './danger.ts'
import type { Heard } from './meaning.ts'
import { tell } from './tell.ts'
import { say, type Talk, type Turn, text } from './turn.ts'

type Blocking = Talk<ConversationEvent & { type: 'staff.blocked' }>
type Unblocking = Talk<ConversationEvent & { type: 'staff.unblocked' }>
type Opened = ConversationEvent & { type: 'ticket.opened' }

/**
 * His messages are kept and not handled from now on: nobody is called, and what called somebody is over. His cases go
 * on, what the desk itself asks him he may answer, and his data he may see and have erased; danger passes.
 */
export function block({ context, event }: Blocking): Turn {
  const { by, name, reason, answerTo, now } = event
  const before = context.blocked
  if (before) return { effects: [answer(context, answerTo, 'blockedAlready', before)] }
  const blocked: Block = { by, name, reason, at: now }
  const numbers = context.tickets.filter(ongoing).map(({ number }) => number)
  const customer = context.contact.name ? maskName(context.contact.name) : null
  return {
    context: { blocked, person: null, calls: 0, unanswered: false, confirming: null },
    effects: [
      answer(context, answerTo, 'blocked', blocked),
      told(context, { type: 'block.told', line: { ...blocked, customer, numbers } }),
      ...context.tickets.filter(ongoing).map(({ ticket }) => toldCase(ticket, blocked)),
    ],
    colleague: 'stop',
  }
}

/** His messages are handled again; the talk goes on where it stood. */
export function unblock({ context, event }: Unblocking): Turn {
  const { by, name, answerTo } = event
  if (!context.blocked) return { effects: [answer(context, answerTo, 'notBlocked')] }
  return {
    context: { blocked: null },
    effects: [
      answer(context, answerTo, 'unblocked'),
      told(context, { type: 'block.over' }),
      ...context.tickets
        .filter(ongoing)
        .map(({ ticket }) => tell(ticket, { type: 'talk.unblocked', staff: by, name })),
    ],
  }
}

/** He hears once that his messages are not handled here, and where he can turn; words about a danger reach its case. */
export function keepQuiet(talk: Talk<Heard>): Turn {
  const { context, event } = talk
  const { blocked, danger } = context
  if (danger && event.type === 'customer.said') return moreWords(talk, event.text, event.files)
  if (!blocked || blocked.told) return { enough: true }
  const recourse = { key: 'organisation.recourse' }
  return {
    context: { blocked: { ...blocked, told: true } },
    effects: [say([text('blocked', { recourse })])],
  }
}

/** Nobody takes over a talk by an old card while it is blocked. */
export function refuseTaking({
  context,
  event,
}: Talk<ConversationEvent & { type: 'staff.took call' }>): Turn {
  const { blocked } = context
  return blocked ? { effects: [answer(context, event.answerTo, 'isBlocked', blocked)] } : {}
}

/** A case that opens meanwhile is told as well. */
export function withBlock(turn: (talk: Talk<Opened>) => Turn): (talk: Talk<Opened>) => Turn {
  return (talk) => {
    const done = turn(talk)
    const { blocked } = talk.context
    if (!blocked) return done
    return { ...done, effects: [...(done.effects ?? []), toldCase(talk.event.ticket, blocked)] }
  }
}

function toldCase(ticket: Opened['ticket'], { by, name, reason, at }: Block): Effect {
  return tell(ticket, { type: 'talk.blocked', block: { by, name, reason, at } })
}

function told({ customer }: Context, event: ToBlocks): Effect {
  return { type: 'tell', actor: draftOf(customer), event }
}

function answer(
  context: Context,
  to: StaffAddress | TeamAddress,
  key: string,
  blocked?: Block,
): Effect {
  const customer = nameOf(context)
  const values: Wording['values'] = blocked
    ? { customer, name: blocked.name, reason: blocked.reason, at: { time: blocked.at } }
    : { customer }
  return { type: 'alert', to, texts: [text(`staff.block.${key}`, values)], own: true }
}
