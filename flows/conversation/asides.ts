import { conversationOf, type TeamAddress } from '../../src/domain/actor.ts'
import type { Effect } from '../../src/domain/effect.ts'
import { maskName, maskText } from '../../src/domain/mask.ts'
import { type FileRef, isVoice } from '../../src/domain/message.ts'
import { locales, type Wording } from '../../src/domain/wording.ts'
import { askHere } from './ask.ts'
import { type Context, currentTicket, type Draft, ongoing, type TicketRef } from './context.ts'
import { hear } from './hear.ts'
import { type Heard, read } from './read.ts'
import { goOn, say, type Talk, type Turn, text } from './turn.ts'

type HeardTalk = Talk<Heard>

/** What can be asked here, in a few words; then on with the open question. */
export function help(talk: HeardTalk): Turn {
  return goOn(talk, {}, [text('help')])
}

export function ownUp(talk: HeardTalk): Turn {
  return goOn(talk, {}, [text('robot')])
}

/** A question the catalog knows the answer to. */
export function answerFromCatalog(talk: HeardTalk): Turn {
  const { event } = talk
  const id = event.type === 'customer.said' ? event.understood.answer : undefined
  return id ? goOn(talk, {}, [{ key: `answer.${id}` }]) : {}
}

/** A language named is taken at once; asked for without a name, the three are offered. */
export function changeLanguage(talk: HeardTalk): Turn {
  const { event } = talk
  const named = event.type === 'customer.pressed' || event.understood.wantsLocale
  if (named) return goOn(talk, {}, [text('language.changed')])
  const choices = locales.map((locale) => ({
    id: `locale:${locale}`,
    label: text(`language.${locale}`),
  }))
  return { effects: [say([text('language.ask')], choices)] }
}

/** How far it is, from the tickets themselves; without one it is said how there can be one. */
export function askProgress(talk: HeardTalk): Turn {
  const about = askedTickets(talk)
  if (about.length === 0) return goOn(talk, {}, [text('noTicket')])
  const event = { type: 'customer.asked progress' }
  return { effects: about.map(({ ticket }) => ({ type: 'tell', actor: ticket, event })) }
}

/** The tickets a question names, else all that go on, else the last one. */
function askedTickets({ context: { tickets }, event }: HeardTalk): readonly TicketRef[] {
  const words = event.type === 'customer.said' ? event.text : ''
  const named = tickets.filter(({ number }) => words.includes(number))
  if (named.length > 0) return named
  const going = tickets.filter(ongoing)
  return going.length > 0 ? going : tickets.slice(-1)
}

/** Calls a person, plainly, and goes on listening until somebody takes over. What else the words told is kept. */
export function callPerson(talk: HeardTalk, voices: readonly FileRef[] = []): Turn {
  const { context, event, rules } = talk
  const heard = context.draft ? hear(context, event, rules) : context
  const ticket = currentTicket(context)
  const reason = event.type === 'customer.said' ? event.text : ''
  const called: Effect = ticket
    ? {
        type: 'tell',
        actor: ticket.ticket,
        event: { type: 'customer.asked for a person', reason } as { type: string },
      }
    : alertTeam(talk, 'staff.wantsPerson', reason, voices)
  return {
    context: { draft: heard.draft, contact: heard.contact, calls: context.calls + 1 },
    effects: [say([text('person.called')]), called],
    ...(ticket ? {} : { colleague: 'start' }),
  }
}

/** A line for the room that hears of customers without a ticket, with what is known of the matter. */
export function alertTeam(
  { context, rules }: Talk,
  key: string,
  words: string,
  files: readonly FileRef[] = [],
): Effect {
  const to: TeamAddress = rules.team ?? 'team:service'
  const about = conversationOf(context.customer)
  const known = [...wishesOf(context), ...knownOf(context.draft)]
  return {
    type: 'alert',
    to,
    texts: [text(key, { words: shown(words, files), customer: nameOf(context) }), ...known],
    ...(files.length ? { files } : {}),
    about,
  }
}

/** A room reads no phone numbers, and no more of a name than it takes to tell customers apart. */
function shown(words: string, files: readonly FileRef[]): string | Wording {
  if (words) return maskText(words)
  return text(files.some(isVoice) ? 'staff.voice' : 'staff.noWords')
}

/** Who has not said his name is told from others by the end of his address. */
function nameOf({ contact, customer }: Context): string | Wording {
  if (contact.name) return maskName(contact.name)
  return text('staff.someone', { mark: customer.slice(customer.indexOf('/') + 1).slice(-4) })
}

function wishesOf({ contact: { wishes = [] } }: Context): Wording[] {
  if (wishes.length === 0) return []
  const list = wishes.map(({ words }) => maskText(words))
  return [text('staff.contactWishes', { wishes: { list } })]
}

function knownOf(draft: Draft | null) {
  if (!draft?.story) return []
  return [
    text('staff.known', {
      story: maskText(draft.story.slice(0, 300)),
      category: { key: `category.${draft.category}` },
    }),
  ]
}

/** A button of something that is over. */
export function sayOutdated(talk: HeardTalk): Turn {
  return goOn(talk, {}, [text('outdated')])
}

/** Not understood: first on with the open question, or an open invitation; the second time a person is offered. */
export function miss(talk: HeardTalk): Turn {
  const missed = talk.context.misses + 1
  const asked = askHere(talk.context, talk.rules)
  // "I don't know" was understood: only the question is put again.
  const understood = ['skip', 'no'].includes(read(talk.context, talk.event))
  const lead = asked && understood ? [] : [text(asked ? 'missed' : 'invited')]
  if (missed < 2) return { ...goOn(talk, {}, lead), missed }
  const choices = [...(asked?.choices ?? []), { id: 'human', label: text('choices.human') }]
  return { effects: [say([text('missedTwice')], choices)], missed, waits: true }
}

export function greetAgain(): Turn {
  return { effects: [say([text('greeting')])] }
}

export function welcome(): Turn {
  return { effects: [say([text('welcome')])] }
}

export function sayGoodbye(): Turn {
  return { effects: [say([text('goodbye')])] }
}

/** Heard, and nothing is left to say. */
export function nothingMore(): Turn {
  return {}
}
