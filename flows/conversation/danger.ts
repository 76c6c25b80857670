import type { ConversationEvent } from '../../src/domain/conversation-events.ts'
import type { DangerKind } from '../../src/domain/danger.ts'
import type { Effect } from '../../src/domain/effect.ts'
import type { FileRef } from '../../src/domain/message.ts'
import type { Danger } from '../../src/domain/safety.ts'
import type { Complaint } from '../../src/domain/ticket.ts'
import type { Wording } from '../../src/domain/wording.ts'
import type { Context, Rules } from './context.ts'
import { type Draft, longestStory, newDraft } from './draft.ts'
import { addFiles, gather, withOpen } from './hear.ts'
import type { Heard } from './meaning.ts'
import { passOn } from './person.ts'
import { planNext } from './plan.ts'
import { complaintOf } from './summary.ts'
import { tell } from './tell.ts'
import { goOn, say, type Talk, type Turn, text } from './turn.ts'

type Said = ConversationEvent & { type: 'customer.said' }
type Endangered = ConversationEvent & { type: 'customer.endangered' }
/** What was said of a danger. */
type Told = Pick<Endangered, 'text' | 'understood' | 'files'> & { danger: Danger }

/** Kinds after which it is asked whether everybody is out and unhurt. */
const asksForPeople: readonly DangerKind[] = [
  'gas',
  'explosion',
  'fire',
  'shock',
  'carbon-monoxide',
  'battery',
]

/** Somebody is in danger: what to do now, a case that wakes people, and nothing else. */
export function meet(talk: Talk<Endangered>): Turn {
  return met(talk, { ...talk.event, danger: talk.event.understood.danger as Danger })
}

/** A doubt was answered with yes, with "I don't know", or not at all: the course is that of the danger. */
export function meetDoubt(talk: Talk): Turn {
  const doubt = talk.context.danger?.doubt
  const danger = doubt?.understood.danger
  return doubt && danger ? met(talk, { ...doubt, danger }) : {}
}

function met(talk: Talk, told: Told): Turn {
  const { context, rules } = talk
  const { kind } = told.danger
  const { numbers } = rules.catalog.safety
  const asks = asksForPeople.includes(kind) ? [text('safety.everybody')] : []
  const line = say([text(`safety.${kind}`, numbers), ...asks])
  const draft = draftOf(talk, told)
  const keeps = context.draft !== null || !(context.person || kind === 'self-harm')
  const inDanger: Partial<Context> = {
    danger: { kinds: [...new Set([...(context.danger?.kinds ?? []), kind])], doubt: null },
    draft: keeps ? draft : context.draft,
  }
  const { changed, effects } = callPeople(talk, told, draft)
  return {
    alone: true,
    context: { ...inDanger, ...changed },
    effects: [line, ...effects, ...heardByPerson(talk, told, rules)],
  }
}

const hurts: readonly DangerKind[] = ['hurt', 'unconscious', 'poisoned', 'shock']

/** The case that is open because of it hears more; where there is none, one is opened at once. */
function callPeople(
  { context, rules }: Talk,
  told: Told,
  draft: Draft,
): { changed: Partial<Context>; effects: readonly Effect[] } {
  const { opening } = context
  const ticket = caseOf(context)
  const { level, because } = gravityOf(told.danger, rules)
  if (ticket) {
    const { text: words, files } = told
    const { kind } = told.danger
    const event = {
      type: 'customer.endangered',
      kind,
      level,
      rule: because.rule,
      text: words,
      files,
    } as const
    return { changed: {}, effects: [tell(ticket, event)] }
  }
  if (opening?.unconfirmed) return { changed: { opening: held(opening, told) }, effects: [] }
  const complained = complaintOf(context, draft, rules)
  const graver = level >= complained.level
  const complaint: Complaint = {
    ...complained,
    ...(graver ? { level, levelBecause: because } : {}),
    danger: told.danger.kind,
    unconfirmed: true,
  }
  return {
    changed: { opening: { category: draft.category, words: [], files: [], unconfirmed: true } },
    effects: [{ type: 'open', complaint }],
  }
}

/** The case that was opened because of the danger. */
function caseOf({ draft, danger, tickets }: Context) {
  if (draft?.ticket || !danger?.kinds.length) return draft?.ticket
  return tickets.findLast(({ standing }) => standing === 'open')?.ticket
}

function gravityOf({ kind, words }: Danger, { catalog }: Rules) {
  const { level, rule } = catalog.safety.kinds.find((one) => one.kind === kind)!
  return { level, because: words ? { rule, words } : { rule } }
}

function held(opening: NonNullable<Context['opening']>, { text: words, files }: Told) {
  return {
    ...opening,
    words: [...opening.words, words].filter(Boolean).slice(-20),
    files: addFiles(opening.files, files),
  }
}

function draftOf({ context, event, rules }: Talk, told: Told): Draft {
  const before = context.draft ?? newDraft(context.arrivedAt ?? event.now)
  const { understood, text: words, files } = told
  const known = 'known' in event ? event.known : undefined
  const said = { type: 'customer.said', now: event.now, text: words, understood, files } as const
  const heard = gather(before, known ? { ...said, known } : said, rules, context.locale)
  const kind = understood.danger?.kind ?? 'hurt'
  return {
    ...withWords(heard, words, files),
    hurt: heard.hurt || hurts.includes(kind),
    calm: true,
    paused: false,
    reminded: false,
  }
}

function withWords(draft: Draft, words: string, files: readonly FileRef[]): Draft {
  const plain = words.trim()
  const known = plain === '' || draft.story.includes(plain)
  const story = known ? draft.story : [draft.story, plain].filter(Boolean).join('\n')
  return { ...draft, story: story.slice(0, longestStory), files: addFiles(draft.files, files) }
}

/** Who has the talk hears it too. */
function heardByPerson(
  talk: Talk,
  { text: words, files }: Pick<Told, 'text' | 'files'>,
  rules: Rules,
): readonly Effect[] {
  if (!talk.context.person) return []
  const event = { ...talk.event, type: 'customer.said', text: words, files } as unknown as Heard
  return passOn({ context: talk.context, event, rules }).effects ?? []
}

/** The same danger, told again: people know, and what to do stands above. */
export function tellAgain(talk: Talk<Endangered>): Turn {
  const { context, event } = talk
  return {
    ...moreWords(talk, event.text, event.files),
    alone: true,
    effects: [
      say([text('safety.again', talk.rules.catalog.safety.numbers)]),
      ...(moreWords(talk, event.text, event.files).effects ?? []),
      ...heardByPerson(talk, event, talk.rules),
    ],
    ...(context.danger ? {} : { waits: true }),
  }
}

/** Perhaps a danger: one question, before anything else. */
export function askWhether({ context, event }: Talk<Endangered>): Turn {
  const { understood, text: words, files } = event
  const doubt = { understood, text: words, files }
  const danger = { kinds: context.danger?.kinds ?? [], doubt }
  return { context: { danger }, effects: [whether()], waits: true, alone: true }
}

function whether(): Effect {
  return say(
    [text('safety.doubt')],
    [
      { id: 'danger:yes', label: text('choices.danger') },
      { id: 'danger:no', label: text('choices.noDanger') },
    ],
  )
}

/** Nobody is in danger: it is not asked again. */
export function relieve(talk: Talk): Turn {
  return { ...dropDoubt(talk), effects: [say([text('safety.fine')])] }
}

/** Asked once: what raised the doubt does not raise it again. */
export function dropDoubt({ context }: Talk): Turn {
  const doubt = context.danger?.doubt?.understood.danger
  const safe = [...(context.safe ?? []), ...(doubt ? [doubt.kind] : [])]
  return { context: { danger: null, safe } }
}

/** The words that raised the doubt, to be heard where the talk was. */
export function wordsInDoubt({ context }: Talk): object {
  return context.danger?.doubt ?? {}
}

/** The same with what was said instead of yes or no. */
export function wordsWithDoubt({ context, event }: Talk<Said>): object {
  const doubt = context.danger?.doubt
  if (!doubt) return event
  return {
    text: [doubt.text, event.text].join('\n'),
    files: [...doubt.files, ...event.files],
    understood: {
      ...doubt.understood,
      ...event.understood,
      grievance: doubt.understood.grievance || event.understood.grievance,
      facts: { ...doubt.understood.facts, ...event.understood.facts },
    },
  }
}

/** The customer writes again: his words reach the case, and the interview goes on without hurry. */
export function goOnCalmly(talk: Talk<Heard>): Turn {
  const { context, event, rules } = talk
  if (event.type !== 'customer.said') return {}
  const { changed, effects } = added(context, event.text, event.files)
  const draft =
    context.draft && asking(context, withWords(context.draft, event.text, event.files), rules)
  const after = { danger: null, ...changed, draft }
  return goOn(talk, after, [text('safety.calm')], effects)
}

/** Whoever thinks of ending his life is listened to until a person speaks; nothing is asked about a product. */
export function listen(talk: Talk<Heard>): Turn {
  const { event, rules } = talk
  if (event.type !== 'customer.said') return {}
  const more = moreWords(talk, event.text, event.files)
  return {
    ...more,
    alone: true,
    effects: [say([text('safety.listen', rules.catalog.safety.numbers)]), ...(more.effects ?? [])],
  }
}

/** The draft with a question open: its own, or the next one. */
function asking(context: Context, draft: Draft, rules: Rules): Draft {
  if (draft.open) return draft
  const next = planNext({ ...context, draft }, rules)
  return next === 'send' ? draft : withOpen(draft, next)
}

/** What else is said while people are called, for the case they are called to. */
export function moreWords({ context }: Talk, words: string, files: readonly FileRef[]): Turn {
  const { changed, effects } = added(context, words, files)
  return { context: changed, effects }
}

function added(
  context: Context,
  words: string,
  files: readonly FileRef[],
): { changed: Partial<Context>; effects: readonly Effect[] } {
  const { opening, draft } = context
  if (opening?.unconfirmed) {
    const more = {
      words: [...opening.words, words].filter(Boolean).slice(-20),
      files: addFiles(opening.files, files),
    }
    return { changed: { opening: { ...opening, ...more } }, effects: [] }
  }
  const ticket =
    draft?.ticket ?? context.tickets.findLast(({ standing }) => standing === 'open')?.ticket
  if (!ticket) return { changed: {}, effects: [] }
  return {
    changed: {},
    effects: [tell(ticket, { type: 'customer.endangered', text: words, files })],
  }
}

/** What the customer reads when the case has its number: that people have been called. Nothing to somebody in despair. */
export function numberIn({ danger }: Context, number: string): Wording | undefined {
  if (!danger || danger.kinds.length === 0) return text('opened.early', { number })
  return danger.kinds.includes('self-harm') ? undefined : text('safety.number', { number })
}

/** A doubt that was settled, or that a person of the desk hears: like any other words. */
export function leaveItToTheTalk(): Turn {
  return {}
}
