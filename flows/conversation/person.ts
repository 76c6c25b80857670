import { conversationOf } from '../../src/domain/actor.ts'
import type { ConversationEvent } from '../../src/domain/conversation-events.ts'
import type { Effect } from '../../src/domain/effect.ts'
import type { Role } from '../../src/domain/person.ts'
import { alertTeam, nameOf } from './asides.ts'
import { callCard } from './calling.ts'
import { wishesHeard } from './contact-wish.ts'
import type { Heard } from './meaning.ts'
import { tell } from './tell.ts'
import { goOn, say, type Talk, type Turn, text } from './turn.ts'

/** A person's own words, with his name. Who takes over is named once, and the bot is silent from then on. */
export function relay({ context, event }: Talk<ConversationEvent & { type: 'staff.said' }>): Turn {
  const { by, publicName, text: words, files, takesOver, ticket } = event
  const said = {
    type: 'relay',
    line: words
      ? text('person.line', { name: publicName, words })
      : text('person.file', { name: publicName }),
    by,
    ...(files?.length ? { files } : {}),
  } as const
  // A blocked customer reads what is written to him, and is handed over to nobody.
  const takes = takesOver && !context.blocked
  const isNew = takes && context.person?.by !== by
  const introduced = isNew ? [say([text('person.here', who(event))])] : []
  const person = { by, publicName, ticket: ticket ?? null }
  return {
    context: {
      calls: 0,
      unanswered: false,
      ...(takes ? { person, voices: Math.min(1, context.voices ?? 0) } : {}),
    },
    effects: [...introduced, said],
    colleague: 'stop',
  }
}

/** Public name and post, where it is known. */
function who({ publicName, post }: { publicName: string; post?: Role }) {
  return {
    name: post
      ? text('person.withPost', { name: publicName, post: text(`posts.${post}`) })
      : publicName,
  }
}

type TookCall = ConversationEvent & { type: 'staff.took call' }

/** Somebody takes a talk by its card: the customer hears who, and everything is his from then on. */
export function takeCall(talk: Talk<TookCall>): Turn {
  const { event } = talk
  const { by, publicName } = event
  return {
    context: { person: { by, publicName, ticket: null }, calls: 0, unanswered: true },
    effects: [say([text('person.here', who(event))]), ...taken(talk, 'staff.tookCall')],
    colleague: 'start',
  }
}

/** Somebody else has it, and answers: the one who came later hears so. */
export function leaveTaken(talk: Talk<TookCall>): Turn {
  return { effects: taken(talk, 'staff.takenBy') }
}

function taken({ context, event }: Talk<TookCall>, key: string): Effect[] {
  const name = context.person?.publicName ?? event.publicName
  const about = conversationOf(context.customer)
  return [
    {
      type: 'alert',
      to: event.answerTo,
      texts: [text(key, { customer: nameOf(context), name }), text('staff.how')],
      about,
      own: true,
      choices:
        key === 'staff.tookCall' ? [{ id: `/bot ${about}`, label: text('choices.handBack') }] : [],
    },
  ]
}

/** What the customer says goes to the person; without a ticket, to the team's room. */
export function passOn(talk: Talk<Heard>): Turn {
  const { context, event } = talk
  if (event.type !== 'customer.said') return {}
  const ticket = context.person?.ticket
  if (!ticket) {
    const said = alertTeam(talk, 'staff.said', event.text, event.files)
    // The first words he has not answered count, however many follow.
    if (context.unanswered) return { effects: [said] }
    return { context: { unanswered: true }, effects: [said], colleague: 'start' }
  }
  const { text: words, files } = event
  const { contact, effects } = wishesHeard(talk)
  return {
    context: { contact },
    effects: [tell(ticket, { type: 'customer.replied', text: words, files }), ...effects],
  }
}

/** The bot speaks again, and goes back to the question that was open. */
export function takeBack(talk: Talk): Turn {
  return {
    ...goOn(talk, { person: null, calls: 0, unanswered: false, danger: null }, [
      text('person.gone'),
    ]),
    colleague: 'stop',
  }
}

/**
 * Nobody has answered. Who has the talk is reminded first, then the team is called; a call nobody takes goes to the next
 * circle. The customer hears of each further call, until everybody has been called.
 */
export function callAgain(talk: Talk, key = 'staff.silent'): Turn {
  const { context, rules } = talk
  const calls = context.calls + 1
  if (context.person && context.calls === 0) {
    const own = callCard(talk, 'staff.waits', '')
    return {
      context: { calls },
      effects: [{ ...own, to: `staff:${context.person.by}`, choices: [] }],
      colleague: 'start',
    }
  }
  const circle = context.person ? undefined : rules.circles?.[context.calls - 1]
  const card = callCard(talk, key, '')
  const everybody = Math.max(1, rules.circles?.length ?? 0)
  const known = context.calls > everybody
  return {
    context: { calls },
    effects: [
      circle ? { ...card, to: circle } : card,
      ...(known ? [] : [say([text('person.still')])]),
    ],
    colleague: 'start',
    // Nobody comes just now: the interview goes on where it stopped.
    ...(context.calls === everybody + 1 ? { waits: true } : {}),
  }
}

/** Nobody has looked at the call: the next circle is called without waiting for it to be taken. */
export function callUnseen(talk: Talk): Turn {
  const { context, rules } = talk
  const isLast = rules.circles?.[context.calls - 1] === undefined
  return context.person || context.blocked || isLast ? {} : callAgain(talk, 'staff.unseen')
}

export function noteSeen(): Turn {
  return { seen: true }
}
