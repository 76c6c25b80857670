import type { Question } from '../../src/domain/catalog.ts'
import type { Choice } from '../../src/domain/effect.ts'
import { judgeLevel } from '../../src/domain/level.ts'
import { maskText } from '../../src/domain/mask.ts'
import { type Parties, type Party, type PartySlot, partySlots } from '../../src/domain/party.ts'
import {
  type Because,
  type Complaint,
  type Level,
  type Need,
  namedSlots,
} from '../../src/domain/ticket.ts'
import type { Value, Wording } from '../../src/domain/wording.ts'
import type { Context, Rules } from './context.ts'
import type { Draft } from './draft.ts'
import { categoryOf } from './plan.ts'

/** Facts that can be read back though no question of the category asks for them. */
export const knownSlots = [...namedSlots, ...partySlots] as const

const longestLine = 80

type Line = { what: string; label: Wording; value: Value }

/** Everything understood, a line each, ending in "is that right?". */
export function summaryOf(context: Context, draft: Draft, rules: Rules): Wording {
  const lines = summaryLines(context, draft, rules).map(({ label, value }) => ({
    key: 'conversation.summary.line',
    values: { label, value },
  }))
  return { key: 'conversation.summary.text', values: { lines: { lines } } }
}

/** A button for each line that can be corrected. */
export function changeable(context: Context, draft: Draft, rules: Rules): Choice[] {
  return summaryLines(context, draft, rules)
    .filter(({ what }) => what !== 'loss' && what !== 'files')
    .map(({ what, label }) => ({ id: `change:${what}`, label }))
}

/** What the ticket is opened with. */
export function complaintOf(context: Context, draft: Draft, rules: Rules): Complaint {
  const { level, ...because } = levelOf(draft, rules)
  const { need, affected, buyer, ...facts } = draft.facts
  const parties = partiesOf(draft, { affected, buyer })
  return {
    customer: context.customer,
    locale: context.locale,
    category: draft.category,
    categoryBecause: draft.categoryBecause,
    level,
    levelBecause: because,
    story: draft.story,
    facts,
    ...(need ? { need: needOf(draft, need) } : {}),
    ...(parties ? { parties } : {}),
    ...(draft.loss === null ? {} : { loss: draft.loss }),
    ...(draft.wish ? { wish: draft.wish } : {}),
    ...(draft.earlierWishes.length ? { earlierWishes: draft.earlierWishes } : {}),
    contact: context.contact,
    files: draft.files,
    hurt: draft.hurt,
    since: draft.since,
  }
}

function partiesOf(
  { relations }: Draft,
  named: Partial<Record<PartySlot, string | undefined>>,
): Parties | undefined {
  const parties: { -readonly [S in PartySlot]?: Party } = {}
  for (const slot of partySlots) {
    const words = named[slot]
    const relation = relations?.[slot]
    if (words) parties[slot] = relation ? { words, relation } : { words }
  }
  return Object.keys(parties).length > 0 ? parties : undefined
}

function needOf({ needBy }: Draft, words: string): Need {
  return needBy ? { words, by: needBy } : { words }
}

/** How grave what was told so far is, and by which rule. */
export function levelOf(draft: Draft, rules: Rules): { level: Level } & Because {
  const category = categoryOf(draft, rules) ?? { level: 2, levelRule: 'level.default' }
  const { loss, hurt } = draft
  const judged = judgeLevel(
    {
      category: { level: category.level as Level, levelRule: category.levelRule },
      ...(loss === null ? {} : { loss }),
      hits: [],
      hurt,
    },
    rules.policy.levels,
  )
  return draft.level && draft.level.level > judged.level ? draft.level : judged
}

/** What was answered beside the story, for staff: masked, and without how the customer is reached. */
export function answeredLines(context: Context, draft: Draft, rules: Rules): Wording[] {
  return summaryLines(context, draft, rules)
    .filter(({ what }) => what !== 'story' && what !== 'contact')
    .map(({ label, value }) => ({
      key: 'conversation.staff.answer',
      values: { label, value: typeof value === 'string' ? maskText(value) : value },
    }))
}

/** What was told so far, a line each, with how the customer is reached. */
export function summaryLines(context: Context, draft: Draft, rules: Rules): Line[] {
  const { phone, email, name, convenient, wishes = [] } = context.contact
  const reached = [name, phone, email, convenient, ...wishes.map(({ words }) => words)].filter(
    (part) => part !== undefined,
  )
  const lines: (Line | undefined)[] = [
    line('story', excerpt(draft.story)),
    ...Object.entries(draft.facts)
      .filter(([slot, value]) => !isSaidAbove(draft, slot, value, rules))
      .map(([slot, value]) => factLine(draft, slot, value, rules)),
    draft.loss === null ? undefined : line('loss', { money: draft.loss }),
    draft.wish ? line('wish', excerpt(draft.wish.words)) : undefined,
    reached.length ? line('contact', { list: reached }) : undefined,
    draft.files.length ? line('files', draft.files.length) : undefined,
  ]
  return lines.filter((each) => each !== undefined)
}

/** When, where and who, told in passing, stand in the story's line in the customer's own words. */
function isSaidAbove(draft: Draft, slot: string, value: string, rules: Rules): boolean {
  const own = questionForSlot(draft, slot, rules)
  return !own && passing.includes(slot) && draft.story.includes(value)
}

const passing: readonly string[] = ['when', 'where', 'who', 'what']

function questionForSlot(draft: Draft, slot: string, rules: Rules): Question | undefined {
  const own = categoryOf(draft, rules)
  return [...(own?.open ?? []), ...(own?.closed ?? [])].find((q) => q.slot === slot)
}

function factLine(draft: Draft, slot: string, value: string, rules: Rules): Line | undefined {
  const label = labelOf(draft, slot, rules)
  if (!label) return undefined
  const day = slot === 'need' ? draft.needBy : undefined
  const said = excerpt(value)
  return { what: slot, label, value: day ? withDay(said, day) : said }
}

/** The day that was understood stands beside the words, so that it can be set right. */
function withDay(words: string, day: number): Wording {
  return { key: 'conversation.summary.withDay', values: { words, day: { day } } }
}

function labelOf(draft: Draft, slot: string, rules: Rules): Wording | undefined {
  const question = questionForSlot(draft, slot, rules)
  if (question) return { key: `label.${draft.category}.${question.id}` }
  const known = knownSlots.find((name) => name === slot)
  return known && { key: `conversation.slots.${known}` }
}

function line(what: string, value: Value): Line {
  return { what, label: { key: `conversation.slots.${what}` }, value }
}

function excerpt(words: string): string {
  const flat = words.replaceAll(/\s+/g, ' ').trim()
  return flat.length > longestLine ? `${flat.slice(0, longestLine - 1)}…` : flat
}
