import { conversationOf, type TeamAddress } from '../../src/domain/actor.ts'
import type { Effect } from '../../src/domain/effect.ts'
import { maskName, maskText } from '../../src/domain/mask.ts'
import { type FileRef, isVoice } from '../../src/domain/message.ts'
import { locales, type Wording } from '../../src/domain/wording.ts'
import { isOnPage, linkChoice } from './address.ts'
import { type Context, ongoing, type Rules, type TicketRef } from './context.ts'
import type { Draft } from './draft.ts'
import type { Heard } from './meaning.ts'
import { answeredLines } from './summary.ts'
import { goOn, say, sayWithLink, type Talk, type Turn, text } from './turn.ts'

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
  if (!id) return {}
  const { n, unit } = talk.rules.policy.deadlines.answer.within
  return goOn(talk, {}, [{ key: `answer.${id}`, values: { days: text(`spans.${unit}`, { n }) } }])
}

/** A question nobody has written an answer to: that is said, and who knows. */
export function admitIgnorance(talk: HeardTalk): Turn {
  const { event, rules } = talk
  const about = event.type === 'customer.said' ? event.understood.category?.id : undefined
  const { categories } = rules.catalog
  const category = categories.find(({ id }) => id === about) ?? categories.at(-1)
  const who = { key: `department.${category?.department}` }
  return goOn(talk, {}, [text('unknown', { who })])
}

/** His own page, to go on elsewhere; where there is none, number and code do it. */
export function giveLink(talk: HeardTalk): Turn {
  const { context, rules } = talk
  const asked = goOn(talk, {})
  const beforeIt = (link: Effect): Turn => ({ ...asked, effects: [link, ...(asked.effects ?? [])] })
  if (isOnPage(context)) return beforeIt(say([text('link.save')], linkChoice))
  return rules.pages ? beforeIt(sayWithLink([])) : goOn(talk, {}, [text('link.none')])
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

/** A line for the room that hears of customers without a ticket, with what is known of the matter. */
export function alertTeam(
  { context, rules }: Talk,
  key: string,
  words: string,
  files: readonly FileRef[] = [],
  detail?: 'with answers',
): Effect & { type: 'alert' } {
  const to: TeamAddress = rules.team ?? 'team:service'
  const about = conversationOf(context.customer)
  const known = [
    ...wishesOf(context),
    ...knownOf(context.draft),
    ...(detail ? [...answersOf(context, rules), ...latelyOf(context)] : []),
  ]
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
export function nameOf({ contact, customer }: Context): string | Wording {
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

/** What was answered so far, without how the customer is reached. */
function answersOf(context: Context, rules: Rules): Wording[] {
  if (!context.draft) return []
  const answers = answeredLines(context, context.draft, rules)
  return answers.length ? [text('staff.answers', { answers: { list: answers } })] : []
}

function latelyOf({ lately = [] }: Context): Wording[] {
  return lately.length ? [text('staff.lately', { words: { list: lately } })] : []
}

/** A button of something that is over. */
export function sayOutdated(talk: HeardTalk): Turn {
  return goOn(talk, {}, [text('outdated')])
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
  return { enough: true }
}
