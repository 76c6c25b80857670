import { addSpan, endOfWorkingDay, onDayAt } from '../../src/domain/calendar.ts'
import { spanMs } from '../../src/domain/span.ts'
import { reminder } from './cards.ts'
import { promoteLate } from './levels.ts'
import { answer, final } from './orders.ts'
import { circleRoom, ownerRoom, publicNameOf, responsibleRoom } from './rooms.ts'
import { startStep } from './steps.ts'
import { type Turn, wording } from './turn.ts'

/** Promises the answer for a day, and sees to it that the day does not pass unnoticed. */
export function promise(turn: Turn, at: number): void {
  const { calendar, policy } = turn.rules
  const { askOwnerAt, askSupervisorsAt, tellCustomerBefore } = policy.promisedDay
  const opening = calendar.periods[0]?.from ?? askOwnerAt
  const morning = onDayAt(calendar, at, askOwnerAt > opening ? askOwnerAt : opening)
  const afternoon = onDayAt(calendar, at, askSupervisorsAt)
  turn.change({ promisedAt: at, nextPromise: null })
  turn.cancel('promise morning', 'promise afternoon')
  if (morning > turn.now) turn.wake('promise morning', morning, 'promise.morning')
  if (afternoon > turn.now) turn.wake('promise afternoon', afternoon, 'promise.afternoon')
  turn.wake('promise closing', at - spanMs(tellCustomerBefore), 'promise.closing')
  if (turn.to === 'investigating' && turn.context.owner) startStep(turn)
}

/** The day of an answer given from now on, by the policy. */
export function answerDay(turn: Turn): number {
  return addSpan(turn.rules.calendar, turn.now, turn.rules.policy.deadlines.answer.within)
}

/** The same for a new case: counted from the first complaint message (epoch ms), and never over before it can be given. */
export function firstAnswerDay(turn: Turn, since: number): number {
  const { calendar, policy } = turn.rules
  const counted = addSpan(calendar, Math.min(since, turn.now), policy.deadlines.answer.within)
  return Math.max(counted, addSpan(calendar, turn.now, { n: 1, unit: 'working days' }))
}

/** Asks whoever has the case for the answer, in the morning of the promised day. */
export function askOwner(turn: Turn<'promise.morning'>): void {
  turn.record('askedOwner')
  const room = ownerRoom(turn.context, turn.rules)
  turn.alert(
    room,
    reminder(turn, 'today', room === responsibleRoom(turn.context, turn.rules, turn.to)),
  )
}

/** Shows the supervisors that today's answer is still open. */
export function askSupervisors(turn: Turn<'promise.afternoon'>): void {
  turn.record('askedSupervisors')
  turn.alert(circleRoom(turn.rules, 0), reminder(turn, 'afternoon', false))
}

/** Closing time is near and there is no result: the customer hears who has it and the new day. */
export function tellLate(turn: Turn<'promise.closing'>): void {
  const { context, rules, now } = turn
  const { calendar } = rules
  const set = context.nextPromise
  const byRule = addSpan(calendar, Math.max(now, context.promisedAt ?? now), {
    n: 1,
    unit: 'working days',
  })
  const day = set && set.at > now ? set.at : byRule
  turn.tell({ type: 'ticket.late', publicName: publicNameOf(context, rules), promisedAt: day })
  turn.record(set ? 'late' : 'lateByRule', { day: { day }, rule: rules.policy.promisedDay.rule })
  promise(turn, day)
  turn.alert(ownerRoom(context, rules), {
    texts: [wording('ticket.alert.late', { number: context.number, day: { day } })],
  })
  if (!set) {
    turn.alert(circleRoom(rules, 0), {
      texts: [wording('ticket.alert.lateByRule', { number: context.number, day: { day } })],
    })
  }
  promoteLate(turn)
}

/** A person sets a new day; a later one is told on the day that was promised. */
export function setPromise(turn: Turn<'staff.promised'>): void {
  const { event, rules, context } = turn
  const at = endOfWorkingDay(rules.calendar, event.at)
  const sooner = context.promisedAt === null || at <= context.promisedAt
  if (sooner) promise(turn, at)
  else turn.change({ nextPromise: { at, by: event.by.id } })
  turn.record('promised', { day: { day: at }, reason: event.reason })
  final(turn, 'told')
  answer(turn, sooner ? 'promisedSooner' : 'promised', { day: { day: at } })
}
