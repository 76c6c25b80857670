import { addSpan } from '../../src/domain/calendar.ts'
import { masked, short, stateName } from './cards.ts'
import { answer, final } from './orders.ts'
import { circleRoom, firstTeam, ownerRoom, teamName } from './rooms.ts'
import { said } from './said.ts'
import { type Turn, wording } from './turn.ts'

/** A person writes to the customer through the bot; the bot is silent from now on. */
export function reply(turn: Turn<'staff.replied'>): void {
  const { by, text, files } = turn.event
  turn.change({
    voice: 'human',
    humanSilences: 0,
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
  turn.change({ voice: 'bot', humanSilences: 0 })
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
  awaitHuman(turn)
}

/** The customer wants a person: whoever has the case is called, and called again until somebody speaks. */
export function callPerson(turn: Turn<'customer.asked for a person'>): void {
  const { context, rules } = turn
  const reason = turn.event.reason.trim()
    ? short(turn.event.reason)
    : wording('ticket.card.noReason')
  turn.change({ spoke: true })
  turn.record('askedForPerson', { reason })
  const words = {
    texts: [
      wording('ticket.alert.askedForPerson', { number: context.number, reason }),
      wording('ticket.next', {
        commands: wording('ticket.command.reply', { number: context.number }),
      }),
    ],
  }
  for (const room of new Set([ownerRoom(context, rules), firstTeam(rules)])) turn.alert(room, words)
  awaitHuman(turn)
}

/** Nobody has answered the customer: the owner is reminded, then the team called, then wider circles. */
export function callHuman(turn: Turn<'human.silent'>): void {
  const { context, rules, state } = turn
  const n = context.humanSilences
  turn.change({ humanSilences: n + 1 })
  turn.record('humanSilent', { times: n + 1 })
  const rooms = new Set(
    n === 0
      ? [ownerRoom(context, rules)]
      : [ownerRoom(context, rules), n === 1 ? firstTeam(rules) : circleRoom(rules, n - 2)],
  )
  for (const room of rooms) {
    turn.alert(room, {
      texts: [
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
    })
  }
  wakeHuman(turn)
}

function awaitHuman(turn: Turn): void {
  if (turn.context.humanSilences > 0) turn.change({ humanSilences: 0 })
  wakeHuman(turn)
}

/** Soon while there is a wider circle to call, then in the policy's pauses. */
function wakeHuman(turn: Turn): void {
  const { calendar, organisation, policy } = turn.rules
  const { humanSilent, again } = policy.deadlines
  const everybodyCalled = turn.context.humanSilences > organisation.circles.length + 1
  const at = addSpan(calendar, turn.now, (everybodyCalled ? again : humanSilent).within)
  turn.wake('human silence', at, 'human.silent')
}
