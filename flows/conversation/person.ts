import type { ConversationEvent } from '../../src/domain/conversation-events.ts'
import { alertTeam } from './asides.ts'
import { wishesHeard } from './contact-wish.ts'
import { mostCalls } from './context.ts'
import type { Heard } from './read.ts'
import { tell } from './tell.ts'
import { goOn, say, type Talk, type Turn, text } from './turn.ts'

/** A person's own words. Who takes over is named once, and the bot is silent from then on. */
export function relay({ context, event }: Talk<ConversationEvent & { type: 'staff.said' }>): Turn {
  const { by, publicName, text: words, files, takesOver, ticket } = event
  const said = {
    type: 'relay',
    from: publicName,
    text: words,
    by,
    ...(files?.length ? { files } : {}),
  } as const
  const isNew = takesOver && context.person?.by !== by
  const introduced = isNew ? [say([text('person.here', { name: publicName })])] : []
  const person = { by, publicName, ticket: ticket ?? null }
  return {
    context: {
      calls: 0,
      ...(takesOver ? { person, voices: Math.min(1, context.voices ?? 0) } : {}),
    },
    effects: [...introduced, said],
    colleague: 'stop',
  }
}

/** What the customer says goes to the person; without a ticket, to the team's room. */
export function passOn(talk: Talk<Heard>): Turn {
  const { context, event } = talk
  if (event.type !== 'customer.said') return {}
  const ticket = context.person?.ticket
  if (!ticket) {
    return { effects: [alertTeam(talk, 'staff.said', event.text, event.files)], colleague: 'start' }
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
    ...goOn(talk, { person: null, calls: 0, danger: null }, [text('person.gone')]),
    colleague: 'stop',
  }
}

/** Nobody has answered: the team is called again, and the customer told; then the bot speaks for itself again. */
export function callAgain(talk: Talk): Turn {
  const calls = talk.context.calls + 1
  const alert = alertTeam(talk, 'staff.silent', '')
  return {
    context: { calls },
    effects: [alert, say([text('person.still')])],
    ...(calls < mostCalls ? { colleague: 'start' } : { waits: true }),
  }
}
