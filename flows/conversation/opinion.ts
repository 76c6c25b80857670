import type { ConversationEvent } from '../../src/domain/conversation-events.ts'
import type { Effect } from '../../src/domain/effect.ts'
import type { Option } from '../../src/domain/ticket.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { opinionChoices } from './ask.ts'
import type { Context, Waiting } from './context.ts'
import { holdBack } from './hours.ts'
import type { Heard } from './meaning.ts'
import { tell } from './tell.ts'
import { goOn, type Talk, type Turn, text } from './turn.ts'

type HeardTalk = Talk<Heard>
type Opinion = Waiting & { what: 'opinion' }

/** The same in the hours in which the desk may write of itself. */
export function propose(talk: Talk<ConversationEvent & { type: 'ticket.proposed' }>): Turn {
  return holdBack(talk) ?? putProposal(talk)
}

/** Puts a proposal that a person has signed: what it offers, and how it can be answered. */
export function putProposal(talk: Talk<ConversationEvent & { type: 'ticket.proposed' }>): Turn {
  const { context, event } = talk
  const { ticket, number, proposal, options, approvedBy, reminder } = event
  const opinion: Opinion = {
    what: 'opinion',
    ticket,
    number,
    proposal,
    options,
    approvedBy,
    declining: false,
  }
  const others = context.waiting.filter((w) => w.what !== 'opinion' || w.ticket !== ticket)
  const key = reminder ? 'offers.reminder' : 'offers.proposal'
  const values = { number, options: { lines: options.map(optionLine) } }
  const offer: Effect = {
    type: 'say',
    texts: [text(key, values)],
    choices: opinionChoices(opinion),
    approval: { by: approvedBy, proposal },
  }
  return { context: { waiting: [opinion, ...others] }, effects: [offer] }
}

/** What is offered, and the words for it; what has no name of its own is told by its words alone. */
function optionLine({ remedy, amount, text: words }: Option, i: number): Wording {
  const named = remedy !== 'other' || words === ''
  const values = {
    n: i + 1,
    remedy: { key: `remedy.${remedy}` },
    words: words === '' ? '' : text('offers.words', { words }),
    amount: { money: amount },
  }
  if (amount > 0)
    return text(named ? 'offers.optionWithAmount' : 'offers.amountFor', { ...values, text: words })
  return named ? text('offers.option', values) : text('offers.plain', { n: i + 1, text: words })
}

export function accept(talk: HeardTalk): Turn {
  const [opinion, option] = chosen(talk)
  if (!opinion) return {}
  const { ticket, proposal } = opinion
  return goOn(
    talk,
    { waiting: without(talk.context, opinion), confirming: unconfirmed(talk.context) },
    [text('opinion.accepted')],
    [tell(ticket, { type: 'customer.accepted', proposal, option })],
  )
}

/** Not this one: the reason is asked for, in one question. */
export function askWhyNot(talk: HeardTalk): Turn {
  const [opinion] = chosen(talk)
  if (!opinion) return {}
  const waiting = [{ ...opinion, declining: true }, ...without(talk.context, opinion)]
  return goOn(talk, { waiting, confirming: unconfirmed(talk.context) })
}

/** The reason, or the silence in its place. */
export function decline(talk: Talk): Turn {
  const { context, event } = talk
  const opinion = context.waiting[0]
  if (opinion?.what !== 'opinion') return {}
  const { ticket, proposal } = opinion
  const reason = event.type === 'customer.said' ? event.text : ''
  return goOn(
    talk,
    { waiting: without(context, opinion), confirming: unconfirmed(context) },
    [text('opinion.declined')],
    [tell(ticket, { type: 'customer.declined', proposal, reason })],
  )
}

export function askForAnother(talk: HeardTalk): Turn {
  const [opinion] = chosen(talk)
  if (!opinion) return {}
  return goOn(
    talk,
    { waiting: without(talk.context, opinion), confirming: unconfirmed(talk.context) },
    [text('opinion.another')],
    [tell(opinion.ticket, { type: 'customer.asked for another', reason: '' })],
  )
}

/** The proposal a press or a word is about, and which of its options. */
function chosen({ context, event }: HeardTalk): [Opinion | undefined, number] {
  const first = context.waiting[0]
  const current = first?.what === 'opinion' ? first : undefined
  if (event.type === 'customer.said') {
    const n = event.understood.digit
    return [current, n && current?.options[n - 1] ? n - 1 : 0]
  }
  const [, number, , , option] = event.button.split(':')
  const meant = context.waiting.find(
    (w): w is Opinion => w.what === 'opinion' && w.number === number,
  )
  return [meant, Number(option ?? 0)]
}

export function without(context: Context, done: Waiting): readonly Waiting[] {
  return context.waiting.filter((w) => w !== done)
}

/** Who decides on an offer does not want to withdraw any more. */
function unconfirmed({ confirming }: Context): Context['confirming'] {
  return confirming?.what === 'withdraw' ? null : confirming
}
