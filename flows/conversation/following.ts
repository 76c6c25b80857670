import type { Effect } from '../../src/domain/effect.ts'
import type { FileRef } from '../../src/domain/message.ts'
import { spanMs } from '../../src/domain/span.ts'
import type { Understanding } from '../../src/domain/understanding.ts'
import { tellAddress } from './address.ts'
import { alertTeam } from './asides.ts'
import { wishesHeard } from './contact-wish.ts'
import {
  type Confirming,
  type Context,
  currentTicket,
  ongoing,
  type Rules,
  type TicketRef,
} from './context.ts'
import { addFiles, contactHeard, hear } from './hear.ts'
import type { Heard } from './meaning.ts'
import { complains, tells, widthOf } from './read.ts'
import type { Score } from './scores.ts'
import { soothe } from './soothe.ts'
import { tell } from './tell.ts'
import { goOn, lengthOf, say, type Talk, type Turn, text } from './turn.ts'

type HeardTalk = Talk<Heard>

/** Words and photos for the open ticket; the ticket's own answer says that they arrived. */
export function addToTicket(talk: HeardTalk): Turn {
  const { context, event } = talk
  const ticket = currentTicket(context)
  if (event.type !== 'customer.said') return {}
  if (!ticket) return { effects: [say([text('nothingOpen')])] }
  const { contact, effects } = wishesHeard(talk)
  return {
    context: { contact },
    effects: [
      wordsFor(ticket, event.text, event.files),
      ...effects,
      ...tellAddress(context, event.understood.contact),
    ],
  }
}

/** A case rests because the customer did not answer; any word of his takes it up again. */
export function restsUnanswered({ tickets }: Context): boolean {
  return !tickets.some(ongoing) && tickets.at(-1)?.standing === 'no answer'
}

/** Words, or an old button: the ticket knows what it had asked. */
export function takeUpAgain({ context, event }: HeardTalk): Turn {
  if (event.type === 'customer.said') {
    const ticket = context.tickets.at(-1)
    const { text: words, files } = event
    return ticket
      ? { effects: [tell(ticket.ticket, { type: 'customer.added', text: words, files })] }
      : {}
  }
  const [what, number, b, c, option] = event.button.split(':')
  const ticket = context.tickets.find((t) => t.number === number)?.ticket
  if (!ticket) return {}
  const proposal = Number(b)
  if (what === 'survey')
    return { effects: [tell(ticket, { type: 'customer.scored', score: proposal as Score })] }
  if (c === 'accept') {
    return {
      effects: [tell(ticket, { type: 'customer.accepted', proposal, option: Number(option) })],
    }
  }
  return c === 'decline'
    ? { effects: [tell(ticket, { type: 'customer.declined', proposal, reason: '' })] }
    : { effects: [tell(ticket, { type: 'customer.asked for another', reason: '' })] }
}

/** To a refused case any word of disagreement is an objection; to an ended one it asks to open it again. */
function wordsFor(ticket: TicketRef, words: string, files: readonly FileRef[]): Effect {
  return ticket.standing === 'open' || !words.trim()
    ? tell(ticket.ticket, { type: 'customer.added', text: words, files })
    : tell(ticket.ticket, { type: 'customer.objected', text: words })
}

export function urge({ context, event }: HeardTalk): Turn {
  const ticket = namedIn(context, event) ?? currentTicket(context)
  return {
    effects: [ticket ? tell(ticket.ticket, { type: 'customer.urged' }) : say([text('noTicket')])],
  }
}

/** His own open ticket that the words name by its number. */
function namedIn({ tickets }: Context, event: Heard): TicketRef | undefined {
  if (event.type !== 'customer.said') return undefined
  const words = event.text.toUpperCase()
  return tickets.find((ticket) => ongoing(ticket) && words.includes(ticket.number))
}

/** "I disagree", by button: the reason makes it an objection. */
export function askObjection(): Turn {
  return { effects: [say([text('objection.ask')])] }
}

export function askToWithdraw(talk: HeardTalk): Turn {
  const ticket = namedIn(talk.context, talk.event) ?? currentTicket(talk.context)
  if (!ticket) return goOn(talk, {}, [text('nothingOpen')])
  return goOn(talk, { confirming: { what: 'withdraw', number: ticket.number } })
}

export function isRefused(context: Context): boolean {
  return currentTicket(context)?.standing === 'refused'
}

export function withdraw({ context }: HeardTalk): Turn {
  const { confirming } = context
  const number = confirming?.what === 'withdraw' ? confirming.number : undefined
  const ticket = context.tickets.find((t) => t.number === number)
  return {
    context: { confirming: null },
    effects: ticket ? [tell(ticket.ticket, { type: 'customer.withdrew' })] : [],
  }
}

export function keepTicket(talk: Talk): Turn {
  const { confirming } = talk.context
  const number = confirming?.what === 'withdraw' ? confirming.number : ''
  return goOn(talk, { confirming: null }, [text('withdraw.kept', { number })])
}

/** Something else instead of a yes: it stays open, and the words belong to it. */
export function keepAndAdd(talk: HeardTalk): Turn {
  return { ...addToTicket(talk), context: { confirming: null }, waits: true }
}

export function keepQuietly(): Turn {
  return { context: { confirming: null } }
}

/** A new grievance while there is a ticket it may, or may not, belong to. */
export function soundsLikeAnother({ context, event, rules }: HeardTalk): boolean {
  if (event.type !== 'customer.said') return false
  const { understood: u, text: words } = event
  const ticket = matterOf(context, event, rules)
  if (!ticket || !complains(u)) return false
  if (!u.grievance && !u.hurt) return false
  if (onlyUrges(u, words) && currentTicket(context)) return false
  if (!currentTicket(context)) return true
  if (u.intents.includes('complaint')) return true
  // Who has just said that something did not come tells of that.
  if (currentTicket(context)?.carriedOut === 'missing') return false
  const known = ticket.category
  return tells(u, words) && u.category !== undefined && known !== null && u.category.id !== known
}

/** "Why is nothing done about it": no other matter, however much it is complained of. */
function onlyUrges({ intents, facts }: Understanding, words: string): boolean {
  return intents.includes('urge') && Object.keys(facts).length === 0 && widthOf(words) <= 40
}

const over: readonly TicketRef['standing'][] = ['ended', 'no answer', 'withdrawn']

/** The ticket that new words may be about: an open one, of their category where there is one, else one that ended so lately that a word opens it again. */
function matterOf(context: Context, event: Heard, rules: Rules): TicketRef | undefined {
  const category = event.type === 'customer.said' ? event.understood.category?.id : undefined
  const alike = context.tickets.filter((ticket) => ongoing(ticket) && ticket.category === category)
  const current = alike.at(-1) ?? currentTicket(context)
  if (current) return current
  const { now } = event
  const span = rules.policy.deadlines.reopen.within
  return context.tickets.findLast(
    ({ standing, endedAt }) =>
      over.includes(standing) && endedAt !== null && now < endedAt + lengthOf(span, rules, endedAt),
  )
}

/** Asks once which it is; the words are kept meanwhile as a draft. */
export function askWhichMatter(talk: HeardTalk): Turn {
  const { context, event, rules } = talk
  const ticket = matterOf(context, event, rules)
  const words = event.type === 'customer.said' ? event.text : ''
  const confirming: Confirming = { what: 'matter', number: ticket?.number ?? '', words }
  const { draft, contact } = hear(context, event, rules)
  const { texts, ...soothed } =
    event.type === 'customer.said' && draft
      ? soothe(context, draft, event.understood)
      : { texts: [], draft, soothed: context.soothed }
  return goOn(talk, { contact, confirming, ...soothed }, texts)
}

/** It belongs to the ticket that is there, said by a button, by a word, by more of the same, or by silence. */
export function sameMatter({ context, event }: Pick<Talk, 'context' | 'event'>): Turn {
  const { confirming, draft } = context
  if (confirming?.what !== 'matter') return {}
  if (confirming.words === '' && !draft) return comesAbout({ context, event }, confirming.number)
  const said =
    event.type === 'customer.said' && event.understood.yes === undefined ? event : undefined
  const named = said && context.tickets.find(({ number }) => said.text.includes(number))
  const more = named ? undefined : said?.text
  const words = [confirming.words, more].filter(Boolean).join('\n')
  const files = addFiles(draft?.files ?? [], said?.files ?? [])
  const ticket = named ?? context.tickets.find(({ number }) => number === confirming.number)
  return {
    context: { draft: null, confirming: null },
    effects: ticket ? [wordsFor(ticket, words, files)] : [],
  }
}

/** Greets after a long silence, with a case that is open or ended lately: he may come about it. */
export function comesBack({ context, event, rules }: HeardTalk): boolean {
  if (event.type !== 'customer.said') return false
  const { spokeAt, recognised } = context
  const long = spanMs(rules.policy.identity.returning.within)
  const back = spokeAt !== undefined && event.now - spokeAt >= long
  const ticket = back ? matterOf(context, event, rules) : undefined
  return ticket !== undefined && ticket.number !== recognised?.number
}

/** Recognised: is it about that case? Asked once, and nothing has to be told again. */
export function askWhetherAbout(talk: HeardTalk): Turn {
  const ticket = matterOf(talk.context, talk.event, talk.rules)
  const number = ticket?.number ?? ''
  const confirming: Confirming = { what: 'matter', number, words: '' }
  return goOn(talk, { confirming, recognised: { number, yes: false } }, [text('returned')])
}

/** The answer to that: how far it is, or more about it. Who says nothing is asked nothing more. */
function comesAbout({ context, event }: Pick<Talk, 'context' | 'event'>, number: string): Turn {
  const ticket = context.tickets.find((one) => one.number === number)
  if (!ticket || event.type === 'customer.silent') return { context: { confirming: null } }
  const known = { confirming: null, recognised: { number, yes: true } }
  const words = event.type === 'customer.said' && event.understood.yes === undefined
  if (words) return { context: known, effects: [wordsFor(ticket, event.text, event.files)] }
  return { context: known, effects: [tell(ticket.ticket, { type: 'customer.asked progress' })] }
}

/** Asked whether he comes about a case, he tells of something of another kind. */
export function tellsOfAnother({ context, event }: HeardTalk): boolean {
  const { confirming, draft, tickets } = context
  if (confirming?.what !== 'matter' || confirming.words !== '' || draft) return false
  if (event.type !== 'customer.said') return false
  const asked = tickets.find(({ number }) => number === confirming.number)
  const { category, grievance, hurt } = event.understood
  return (grievance || hurt) && category !== undefined && category.id !== asked?.category
}

/** He has said that he comes about a case that is over: what he then complains of belongs to it. */
export function isAboutEnded({ context, event }: HeardTalk): boolean {
  const { recognised, tickets } = context
  if (!recognised?.yes || currentTicket(context) || event.type !== 'customer.said') return false
  const known = tickets.some(({ number }) => number === recognised.number)
  return known && (event.understood.grievance || event.understood.hurt)
}

export function addToEnded({ context, event }: HeardTalk): Turn {
  const ticket = context.tickets.find(({ number }) => number === context.recognised?.number)
  if (!ticket || event.type !== 'customer.said') return {}
  return { effects: [wordsFor(ticket, event.text, event.files)] }
}

/** Said while the number is still on its way: held, and added to the ticket when it is there. */
export function holdWords({ context, event }: HeardTalk): Turn {
  const held = context.opening
  if (!held || event.type !== 'customer.said') return {}
  const words = event.text.trim() ? [...held.words, event.text].slice(-20) : held.words
  const contact = contactHeard(context.contact, event.understood)
  return {
    context: { contact, opening: { ...held, words, files: addFiles(held.files, event.files) } },
    effects: [say([text('opening.held')])],
  }
}

/** The number has not come: somebody has to look, and the customer is told so, once. */
export function missNumber(talk: Talk): Turn {
  const { opening } = talk.context
  const alert = alertTeam(talk, 'staff.noNumber', '')
  if (!opening || opening.late) return { effects: [alert], waits: true }
  return {
    context: { opening: { ...opening, late: true } },
    effects: [alert, say([text('opening.late')])],
    waits: true,
  }
}
