import { addSpan } from '../../src/domain/calendar.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { masked, short, stateName } from './card-words.ts'
import { choicesOf } from './cards.ts'
import type { TicketContext, TicketRules } from './context.ts'
import { isGrave } from './grave.ts'
import { answer, final } from './orders.ts'
import { circleRoom, firstTeam, ownerRoom, teamName } from './rooms.ts'
import { said } from './said.ts'
import { type Turn, wording } from './turn.ts'
import { untilSeen } from './until-seen.ts'

/** A person writes to the customer through the bot; the bot is silent from now on. */
export function reply(turn: Turn<'staff.replied'>): void {
  const { by, text, files } = turn.event
  turn.change({
    voice: 'human',
    humanSilences: 0,
    unanswered: null,
    answeredAt: turn.context.answeredAt ?? turn.now,
  })
  turn.cancel('human silence')
  turn.record('replied', { text: masked(text) }, { files })
  turn.tell({
    type: 'staff.said',
    by: by.id,
    publicName: by.publicName ?? teamName(turn.context, turn.rules),
    ...(by.publicName && by.roles[0] ? { post: by.roles[0] } : {}),
    text,
    ...(files.length ? { files } : {}),
    takesOver: true,
  })
  final(turn, 'seen')
  answer(turn, 'replied')
}

/** The conversation goes back to the bot. */
export function handBack(turn: Turn<'staff.handed back'>): void {
  const { by } = turn.event
  turn.change({ voice: 'bot', humanSilences: 0, unanswered: null })
  turn.cancel('human silence')
  turn.record('handedBack')
  turn.tell({
    type: 'staff.handed back',
    by: by.id,
    publicName: by.publicName ?? teamName(turn.context, turn.rules),
  })
  final(turn, 'seen')
  answer(turn, 'handedBack')
}

/** The customer answers the person who has taken over. */
export function relay(turn: Turn<'customer.replied'>): void {
  const { text, files } = turn.event
  turn.change({ spoke: true })
  turn.record('customerReplied', { text: masked(text) }, { files })
  const words = {
    texts: [
      wording('ticket.alert.customerReplied', {
        number: turn.context.number,
        text: said(text, files),
      }),
      wording('ticket.next', {
        commands: wording('ticket.command.reply', { number: turn.context.number }),
      }),
    ],
    ...(files.length ? { files } : {}),
  }
  for (const room of new Set([ownerRoom(turn.context, turn.rules), firstTeam(turn.rules)])) {
    turn.alert(room, words)
  }
  // The first words he has not answered count, however many follow.
  if (turn.context.unanswered !== 'words') awaitHuman(turn, 'words')
}

/** Whoever takes the case has taken the call: from now on it is he who is waited for. */
export function answerCall(turn: Turn): void {
  if (turn.context.unanswered === 'call') awaitHuman(turn, 'words')
}

/** The customer wants a person: whoever has the case is called, and called again until somebody speaks. */
export function callPerson(turn: Turn<'customer.asked for a person'>): void {
  const { context, rules } = turn
  const reason = turn.event.reason.trim()
    ? short(turn.event.reason)
    : wording('ticket.card.noReason')
  turn.change({ spoke: true })
  turn.record('askedForPerson', { reason })
  const { why = 'asked' } = turn.event
  const key = why === 'asked' ? 'askedForPerson' : `calledFor.${why}`
  const words = {
    texts: [
      wording(`ticket.alert.${key}`, { number: context.number, reason }),
      wording('ticket.card.what', { story: short(context.complaint.story) }),
      wording('ticket.next', {
        commands: wording('ticket.command.reply', { number: context.number }),
      }),
    ],
    choices: choicesOf(turn),
    ...untilSeen(turn, 0),
  }
  for (const room of new Set([ownerRoom(context, rules), firstTeam(rules)])) turn.alert(room, words)
  awaitHuman(turn, 'call')
}

/** Nobody has answered the customer: the owner is reminded, then the team called, then wider circles. */
export function callHuman(turn: Turn<'human.silent'>): void {
  turn.record('humanSilent', { times: turn.context.humanSilences + 1 })
  callNext(turn)
}

/** Whoever comes next is called; `before` says what else there is to know. */
export function callNext(turn: Turn, before: readonly Wording[] = []): void {
  const { context, rules, state } = turn
  const n = context.humanSilences
  turn.change({ humanSilences: n + 1 })
  const { rooms, tells } = calledNext(context, rules, n)
  if (tells) turn.tell({ type: 'ticket.called again' })
  for (const room of new Set(rooms)) {
    turn.alert(room, {
      texts: [
        ...before,
        wording('ticket.alert.humanSilent', {
          number: context.number,
          times: n + 1,
          state: stateName(state),
        }),
        wording('ticket.next', {
          commands: {
            list: [
              wording('ticket.command.reply', { number: context.number }),
              wording('ticket.command.handBack', { number: context.number }),
            ],
          },
        }),
      ],
      ...(context.unanswered === 'call' ? untilSeen(turn, n + 1) : {}),
    })
  }
  wakeHuman(turn)
}

/**
 * Whom the n-th silence calls, from 0, and whether the customer hears of it: for a call nobody has taken the next circle
 * at once; a colleague is reminded first, then the team is called.
 */
function calledNext(context: TicketContext, rules: TicketRules, n: number) {
  const own = ownerRoom(context, rules)
  const { length } = rules.organisation.circles
  if (context.unanswered === 'call') {
    return { rooms: [own, n < length ? circleRoom(rules, n) : firstTeam(rules)], tells: n < length }
  }
  if (n === 0) return { rooms: [own], tells: false }
  return { rooms: [own, n === 1 ? firstTeam(rules) : circleRoom(rules, n - 2)], tells: n <= length }
}

function awaitHuman(turn: Turn, unanswered: 'call' | 'words'): void {
  turn.change({ humanSilences: 0, unanswered })
  wakeHuman(turn)
}

/** Soon while there is a wider circle to call, then in the policy's pauses; a call counts from when somebody works. */
function wakeHuman(turn: Turn): void {
  const { context, rules, now } = turn
  const { calendar, organisation, policy } = rules
  const { humanSilent, callTaken, again } = policy.deadlines
  const isCall = context.unanswered === 'call'
  const everybodyCalled = context.humanSilences > organisation.circles.length + 1
  const first = isCall ? callTaken : humanSilent
  const waits = isCall && !isGrave(context, rules)
  const from = waits ? addSpan(calendar, now, { n: 0, unit: 'working hours' }) : now
  const at = addSpan(calendar, from, (everybodyCalled ? again : first).within)
  turn.wake('human silence', at, 'human.silent')
}
