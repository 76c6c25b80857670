import type { Catalog } from '../domain/catalog.ts'
import type { ContactWish } from '../domain/contact-wish.ts'
import { maskName, maskPhone, maskText } from '../domain/mask.ts'
import { type Parties, partySlots } from '../domain/party.ts'
import {
  type Need,
  namedSlots,
  type Option,
  type Proposal,
  type TicketView,
} from '../domain/ticket.ts'
import type { Value, Wording } from '../domain/wording.ts'
import type { CaseDetail } from './case-detail.ts'
import { dueOf } from './list-wording.ts'

/** Characters of the story and of each fact that a card shows. */
const shortened = { story: 300, fact: 60 }

export type CardContext = {
  now: number
  catalog: Catalog
  nameOf(id: string): string
  /** In a room names are masked too; phone numbers always are, wherever they stand. */
  inRoom: boolean
}

/** The case on a card of at most eight lines; earlier proposals and scores stand in the history. */
export function cardWordings(
  view: TicketView,
  detail: CaseDetail,
  context: CardContext,
): readonly Wording[] {
  const { complaint, verdict, surveys } = detail
  const lines: (Wording | undefined)[] = [
    line('head', {
      number: view.number,
      category: { key: `category.${view.category}` },
      level: { key: `level.${view.level}` },
      state: { key: `state.${view.state}` },
    }),
    view.unconfirmed ? line('unconfirmed', { number: view.number, n: view.level }) : undefined,
    view.notReached ? line('notReached', {}) : undefined,
    detail.frozen === undefined
      ? undefined
      : line('frozen', { reason: cut(detail.frozen, shortened.fact) }),
    blockedLine(detail),
    concernedLine(detail),
    inOne(customerLine(view, context.inRoom), wishesPart(complaint.contact.wishes)),
    line('story', { story: cut(maskText(complaint.story), shortened.story) }),
    factsLine(view.category, detail, context),
    detail.medical && { key: `ticket.card.medical.${detail.medical}` },
    inOne(complaint.need && needLine(complaint.need), partiesPart(complaint.parties)),
    inOne(
      complaint.wish && line('wish', { wish: cut(maskText(complaint.wish.words), shortened.fact) }),
      complaint.loss === undefined ? undefined : line('loss', { loss: { money: complaint.loss } }),
      complaint.files.length > 0 ? line('files', { n: complaint.files.length }) : undefined,
    ),
    inOne(
      line('owner', {
        owner: view.owner === null ? { key: 'desk.nobody' } : context.nameOf(view.owner),
        department: view.department
          ? { key: `department.${view.department}` }
          : { key: 'desk.none' },
      }),
      line('due', { due: dueOf(view, context.now) }),
    ),
    questionLine(detail),
    verdict ? verdictLine(verdict) : undefined,
    inOne(
      detail.proposals.length > 0 ? proposalLine(detail.proposals.at(-1)!) : undefined,
      view.granted > 0 ? line('granted', { granted: { money: view.granted } }) : undefined,
      surveyPart(surveys.findLast(({ answered }) => answered)),
    ),
  ]
  return lines.filter((wording) => wording !== undefined)
}

/** Named to whoever may see the case, so that nobody talks to them of it. */
function concernedLine({ about }: CaseDetail): Wording | undefined {
  return about?.length
    ? line('about', { people: { list: about.map(({ name }) => name) } })
    : undefined
}

function blockedLine({ blocked }: CaseDetail): Wording | undefined {
  if (!blocked) return undefined
  const { name, at, reason } = blocked
  return line('blocked', { name, at: { time: at }, reason })
}

function questionLine({ question }: CaseDetail): Wording | undefined {
  if (!question) return undefined
  const { text, by, at } = question
  return line('question', { name: by.name, text: cut(text, shortened.fact), at: { time: at } })
}

function needLine({ words, by }: Need): Wording {
  const said = cut(maskText(words), shortened.fact)
  return by === undefined
    ? line('need', { words: said })
    : line('needBy', { words: said, day: { day: by } })
}

/** Others than the one who complains, each with what he is to him. */
function partiesPart(parties: Parties = {}): Wording | undefined {
  const named = partySlots.flatMap((slot) => {
    const party = parties[slot]
    return party ? [{ slot, ...party }] : []
  })
  return inOne(
    ...named.map(({ slot, words, relation }): Wording => {
      const who = cut(maskText(words), shortened.fact)
      const known = { who, relation: { key: `ticket.relation.${relation}` } }
      const value: Value = relation ? { key: 'ticket.party.related', values: known } : who
      return { key: `ticket.party.${slot}`, values: { who: value } }
    }),
  )
}

function surveyPart(survey: CaseDetail['surveys'][number] | undefined): Wording | undefined {
  if (!survey) return undefined
  return line('survey', { score: survey.score ?? 0, words: after(maskText(survey.words ?? '')) })
}

function wishesPart(wishes: readonly ContactWish[] = []): Wording | undefined {
  if (wishes.length === 0) return undefined
  const list = wishes.map(contactWishWording)
  return line('contactWishes', { wishes: { list } })
}

/** A wish about contact as staff read it. */
export function contactWishWording({ kind, words }: ContactWish): Wording {
  return { key: `ticket.contactWish.${kind}`, values: { words: maskText(words) } }
}

/** Several things on one line; nothing where there is none of them. */
function inOne(...parts: readonly (Wording | undefined)[]): Wording | undefined {
  const said = parts.filter((part) => part !== undefined)
  if (said.length === 0) return undefined
  return said.reduce((first, rest) => line('and', { first, rest }))
}

/** An option as staff read it: what, how much, in which words. */
export function optionWording({ remedy, amount, text }: Option): Wording {
  const values = {
    remedy: { key: `remedy.${remedy}` },
    amount: { money: amount },
    text: after(text),
  }
  return { key: amount > 0 ? 'desk.option.money' : 'desk.option.plain', values }
}

function line(key: string, values: Readonly<Record<string, Value>>): Wording {
  return { key: `desk.card.${key}`, values }
}

function customerLine(view: TicketView, inRoom: boolean): Wording {
  const name: Value =
    view.name === null ? { key: 'desk.unnamed' } : inRoom ? maskName(view.name) : view.name
  if (view.phone === null) return line('customer', { name })
  return line('customerPhone', { name, phone: maskPhone(view.phone) })
}

function factsLine(
  category: string,
  detail: CaseDetail,
  { catalog }: CardContext,
): Wording | undefined {
  const facts = Object.entries(detail.complaint.facts).map(([slot, fact]): Wording => {
    const shown = cut(maskText(fact), shortened.fact)
    return {
      key: 'desk.card.fact',
      values: { label: labelOf(category, slot, catalog), fact: shown },
    }
  })
  const all = inOne(...facts)
  return all && line('facts', { facts: all })
}

function labelOf(category: string, slot: string, catalog: Catalog): Value {
  const found = catalog.categories.find(({ id }) => id === category)
  const question = [...(found?.open ?? []), ...(found?.closed ?? [])].find(
    (asked) => asked.id === slot || asked.slot === slot,
  )
  if (question) return { key: `label.${category}.${question.id}` }
  return namedSlots.some((known) => known === slot) ? { key: `desk.slot.${slot}` } : slot
}

function verdictLine({ verdict, reason }: NonNullable<CaseDetail['verdict']>): Wording {
  const values = { verdict: { key: `verdict.${verdict}` }, reason }
  return line(reason ? 'verdictWhy' : 'verdict', values)
}

function proposalLine({ n, state, options }: Proposal): Wording {
  return line('proposal', {
    n,
    state: { key: `desk.proposal.${state}` },
    options: { list: options.map(optionWording) },
  })
}

/** Words that may be lacking, apart from what stands before them. */
function after(text: string): string {
  return text === '' ? '' : ` ${text}`
}

function cut(text: string, most: number): string {
  const signs = [...text]
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join('')}…`
}
