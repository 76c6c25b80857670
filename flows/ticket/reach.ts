import { addSpan } from '../../src/domain/calendar.ts'
import { againstCalls } from '../../src/domain/contact-wish.ts'
import type { Effect } from '../../src/domain/effect.ts'
import type { TicketState } from '../../src/domain/ticket.ts'
import { mayStillCome, missedWording } from '../../src/domain/undelivered.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { choicesOf } from './cards.ts'
import type { TicketContext, TicketRules } from './context.ts'
import { askerOf } from './listeners.ts'
import { lastProposal, optionLine } from './proposal.ts'
import { ownerRoom } from './rooms.ts'
import { type Card, type Turn, wording } from './turn.ts'

type Told = Effect & { type: 'tell' }
type ToldEvent = {
  type: string
  text?: string
  reason?: string
  promisedAt?: number
  reminder?: number
}

/** The customer has shown that he is there, or the case went on without him: nothing waits to be seen any more. */
export function noteReached(turn: Turn): void {
  const { event, state, to } = turn
  const speaks = event.type.startsWith('customer.') && !silences.includes(event.type)
  if (!speaks && state === to) return
  turn.cancel('unseen')
  if (turn.context.notReached) turn.change({ notReached: false })
}

const silences: readonly string[] = [
  'customer.complained',
  'customer.silent',
  'customer.unseen',
  'customer.missed',
]

/** What was asked has not been seen for long, or could not be delivered: somebody calls, or it waits for his next visit. */
export function askToCallUnseen(turn: Turn<'customer.unseen' | 'customer.missed'>): void {
  turn.cancel('unseen')
  const { question } = turn.context
  const waits = question ? { type: 'ticket.asked', text: question.text } : asked[turn.state]
  const task = callFor(turn, waits) ?? waiting(turn)
  turn.change({ notReached: true })
  turn.record('choices' in task ? 'phoneTaskUnseen' : 'notReached', {}, { by: 'system' })
  const missed = 'missed' in turn.event ? [missedWording(turn.event.missed)] : []
  turn.alert(ownerRoom(turn.context, turn.rules), { ...task, texts: [...task.texts, ...missed] })
}

/** What was asked has not reached him. Where he has been asked to come for it he gets the time to; else somebody calls. */
export function hearMissed(turn: Turn<'customer.missed'>): void {
  const { event, rules, now } = turn
  turn.record('missed', { missed: missedWording(event.missed) }, { by: 'system' })
  if (!mayStillCome(event.missed) && !standsElsewhere(turn)) return askToCallUnseen(turn)
  const { calendar, policy } = rules
  turn.wake('unseen', addSpan(calendar, now, policy.deadlines.unseen.within), 'customer.unseen')
}

/** It has reached another of his conversations, as far as is known; which have missed it is remembered. */
function standsElsewhere({ context, event, change }: Turn<'customer.missed'>): boolean {
  const { conversation, followers = [], missedIn = [] } = context
  const missed = [...new Set([...missedIn, askerOf(event) ?? conversation])]
  change({ missedIn: missed })
  return [conversation, ...followers].some((one) => !missed.includes(one))
}

/** What the customer would read, where it waits to be seen; of one who has no chat, as a call to make instead. */
export function toldHow(turn: Turn, effect: Effect): readonly Effect[] {
  if (effect.type !== 'tell' || !effect.actor.startsWith('conversation:')) return [effect]
  const event = effect.event as ToldEvent
  if (!turn.context.complaint.logged) {
    if (awaitsAnswer(event) && turn.context.missedIn?.length) turn.change({ missedIn: [] })
    if (awaitsAnswer(event)) awaitSeen(turn, effect)
    return [effect]
  }
  const task = callFor(turn, event)
  if (!task && !awaitsAnswer(event)) return []
  if (awaitsAnswer(event)) turn.change({ notReached: true })
  const { actor, about } = turn.context
  const to = ownerRoom(turn.context, turn.rules)
  const around = about?.length ? { keepFrom: about.map(({ id }) => id) } : {}
  return [{ type: 'alert', to, ...(task ?? waiting(turn)), about: actor, ...around }]
}

/** Whether he may be called: a number is there, and no wish of his speaks against it. */
export function mayCall({ complaint }: Pick<TicketContext, 'complaint'>): boolean {
  const { phone, wishes = [] } = complaint.contact
  return phone !== undefined && !wishes.some(({ kind }) => againstCalls.includes(kind))
}

const asked: Partial<Record<TicketState, ToldEvent>> = {
  'awaiting customer': { type: 'ticket.proposed' },
  'follow-up': { type: 'ticket.surveyed' },
}

function awaitsAnswer({ type }: ToldEvent): boolean {
  return type === 'ticket.proposed' || type === 'ticket.surveyed' || type === 'ticket.asked'
}

function awaitSeen(turn: Turn, { actor, event }: Told): void {
  const { rules, context, now } = turn
  if ((event as ToldEvent).reminder || context.notReached || !tellsSeen(rules, actor)) return
  const { calendar, policy } = rules
  turn.wake('unseen', addSpan(calendar, now, policy.deadlines.unseen.within), 'customer.unseen')
}

function tellsSeen({ tellsSeen: channels = [] }: TicketRules, conversation: string): boolean {
  return channels.some((channel) => conversation.startsWith(`conversation:${channel}/`))
}

function waiting({ context }: Turn): Card {
  return { texts: [wording('ticket.alert.notReached', { number: context.number })] }
}

/** The call to make, with the words to say and what to enter after it; none where he may not be called. */
export function callFor(turn: Turn, event: ToldEvent | undefined): Card | undefined {
  if (!event || !mayCall(turn.context)) return undefined
  const words = wordsOf(turn, event)
  if (words.length === 0) return undefined
  const { number } = turn.context
  return {
    texts: [
      wording(`ticket.phone.${turn.context.complaint.logged ? 'call' : 'unseen'}`, { number }),
      ...words,
      wording('ticket.phone.number', { number }),
    ],
    choices: choicesOf(turn),
  }
}

function wordsOf({ context, now }: Turn, event: ToldEvent): readonly Wording[] {
  const { number } = context
  switch (event.type) {
    case 'ticket.proposed': {
      const lines = lastProposal(context)?.options.map(optionLine) ?? []
      const due = { time: context.dueAt ?? now }
      return [
        wording('ticket.phone.say', { number, options: { lines } }),
        wording('ticket.phone.then', { number, due }),
      ]
    }
    case 'ticket.surveyed':
      return [
        wording('ticket.phone.saySurvey', { number }),
        wording('ticket.phone.thenSurvey', { number }),
      ]
    case 'ticket.asked':
      return [
        wording('ticket.phone.sayQuestion', { number, question: event.text ?? '' }),
        wording('ticket.phone.thenQuestion', { number }),
      ]
    case 'ticket.carried out':
      return [wording('ticket.phone.sayDone', { number, done: event.text ?? '' })]
    case 'ticket.refused':
      return [wording('ticket.phone.sayRefused', { number, reason: event.reason ?? '' })]
    case 'ticket.late':
      return [wording('ticket.phone.sayLate', { number, day: { day: event.promisedAt ?? now } })]
    default:
      return []
  }
}
