import type { Effect } from '../../src/domain/effect.ts'
import { spanMs } from '../../src/domain/span.ts'
import { missedWording } from '../../src/domain/undelivered.ts'
import { callCard, called, whoComes } from './calling.ts'
import { type Context, currentTicket, type Rules } from './context.ts'
import { placeOf } from './place.ts'
import { tell } from './tell.ts'
import { type On, say, speaks, type Talk, type Turn } from './turn.ts'

/** Since when his words have waited for any answer of ours, where a turn changes it; a colleague who has the talk is waited for otherwise. */
export function waitingSince(
  { context, event }: Talk,
  after: Context,
  done: Turn,
): Pick<Context, 'unheardSince'> {
  const waits = Boolean(context.unheardSince)
  if (done.effects?.some(answers) || isLeft(after)) {
    return waits ? { unheardSince: null } : {}
  }
  if (waits || done.enough || !speaks(event)) return {}
  return { unheardSince: event.wroteAt ?? event.now }
}

/** Somebody has the talk, or nobody is to answer it. */
function isLeft(after: Context): boolean {
  return placeOf(after) === 'with a human' || Boolean(after.blocked)
}

function answers({ type }: Effect): boolean {
  return type === 'say' || type === 'relay'
}

/** When a person is called (epoch ms); what came late is given as long as a burst may last. */
export function answerDue(since: number, now: number, { policy }: Rules): number {
  const soonest = now + spanMs(policy.burst.storyAtMost.within)
  return Math.max(soonest, since + spanMs(policy.deadlines.unheard.within))
}

/** Nothing of ours has answered him: a person is called, and he hears that. */
export function callUnheard(talk: Talk): Turn {
  const { calls } = talk.context
  const { effects, colleague } = called(talk, 'unheard')
  const line = say([whoComes(talk, 'joins')])
  // Whoever was called before is called by that.
  if (calls > 0) return { effects: [line, ...effects] }
  return {
    context: { calls: 1, calledFor: 'unheard' },
    effects: [line, ...effects],
    ...colleague,
  }
}

/** Our words do not reach him: who has his case or his talk hears of it, once until he writes again; else somebody is called. */
export function callUnreached(talk: On<'customer.unreached'>): Turn {
  const { context } = talk
  const { missed } = talk.event
  const { person, unreached, calls } = context
  if (context.blocked) return {}
  const called = callCard(talk, 'staff.call.unreached', context.lately?.at(-1) ?? '')
  const card = { ...called, texts: [...called.texts, missedWording(missed)] }
  const ticket = currentTicket(context)
  if (ticket || person) {
    const told: Effect = ticket
      ? tell(ticket.ticket, { type: 'customer.missed', missed })
      : { ...card, to: `staff:${person!.by}`, choices: [] }
    return unreached ? {} : { context: { unreached: true }, effects: [told] }
  }
  if (calls > 0) return {}
  return {
    context: { calls: 1, calledFor: 'unheard' },
    effects: [say([whoComes(talk, 'joins')]), card],
    colleague: 'start',
  }
}
