import { maskName, maskPhone, maskText } from '../../src/domain/mask.ts'
import { type Party, type PartySlot, partySlots } from '../../src/domain/party.ts'
import type { Level, TicketState } from '../../src/domain/ticket.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { blockedLine } from './blocking.ts'
import { wishesLine } from './contact-wishes.ts'
import type { TicketContext } from './context.ts'
import { medicalLine } from './medical.ts'
import { answering, type CommandId, nextCommands } from './next.ts'
import { questionLine } from './question-line.ts'
import { notReachedLine } from './reached.ts'
import { type Card, type Turn, type Values, wording } from './turn.ts'
import { voicesIn } from './voices.ts'

/** Signs of a story, a wish or a place that a card shows; the whole stands in the history. */
const shown = 80

/** Why a card is shown; its title is `ticket.card.title.<kind>`. */
export type CardKind =
  | 'new'
  | 'confirmed'
  | 'danger'
  | 'major'
  | 'escalated'
  | 'assigned'
  | 'department'
  | 'disowned'
  | 'approval'
  | 'rejected'
  | 'declined'
  | 'another'
  | 'work'
  | 'notReceived'
  | 'reopened'
  | 'review'
  | 'final'
  | 'failed'
  | 'takenUpAgain'
  | 'concerned'
  | 'left'

/** Kinds shown to people who may not know the case yet; the others say what is new about it. */
const full: readonly CardKind[] = [
  'new',
  'confirmed',
  'danger',
  'major',
  'assigned',
  'department',
  'takenUpAgain',
  'concerned',
  'left',
]
/** Lines of a card, however much there is to say, beside the day it is needed by and the wishes about contact: more is not read on a phone. */
const mostLines = 8

/**
 * The case on one card for a team: who, what, where, level with its rule, deadline, how to act on it. Names and phone
 * numbers are masked, also inside the story. `extra` are the lines that say why it is shown.
 */
export function card(turn: Turn, kind: CardKind, extra: readonly Wording[] = []): Card {
  const { context } = turn
  const about = full.includes(kind)
    ? [who(context), ...what(context), ...(extra.length ? [] : [because(context)])]
    : brief(context)
  const urged = context.urged > 0 ? [wording('ticket.card.urged', { times: context.urged })] : []
  const beside = [
    ...needLine(context),
    ...partiesLine(context),
    ...wishesLine(context),
    ...medicalLine(context),
  ]
  const last = [
    ...unconfirmed(context),
    ...notReachedLine(context),
    ...blockedLine(context),
    ...questionLine(context),
    ...urged,
    ...deadlines(turn),
    next(turn),
  ]
  const room = mostLines - 1 - concerned(context).length - linesOf(extra) - last.length
  return {
    texts: [
      wording(`ticket.card.title.${kind}`, title(context)),
      ...concerned(context),
      ...extra,
      ...beside,
      ...about.slice(0, Math.max(0, room)),
      ...last,
    ],
    choices: choicesOf(turn),
  }
}

/** How many lines the wordings take; a value may bring lines of its own. */
function linesOf(wordings: readonly Wording[]): number {
  return wordings.reduce((sum, { values = {} }) => {
    const inside = Object.values(values).map((value) =>
      typeof value === 'object' && 'lines' in value ? value.lines.length : 0,
    )
    return sum + 1 + inside.reduce((a, b) => a + b, 0)
  }, 0)
}

/** A short line about a deadline, `ticket.reminder.<kind>`; `forActing`: to those who have the next step, which is named. */
export function reminder(
  turn: Turn,
  kind: 'near' | 'passed' | 'again' | 'today' | 'afternoon',
  forActing = true,
): Card {
  const { context, to } = turn
  const due = kind === 'today' || kind === 'afternoon' ? context.promisedAt : context.dueAt
  return {
    texts: [
      wording(`ticket.reminder.${kind}`, {
        ...title(context),
        state: stateName(to),
        due: { time: due ?? turn.now },
        owner: ownerName(context),
        times: context.missed,
      }),
      ...what(context).slice(0, 1),
      ...wishesLine(context),
      ...(forActing ? [next(turn)] : []),
    ],
    choices: forActing ? choicesOf(turn) : choices(context, []),
  }
}

/** The commands that are possible where the case goes, both ways of writing them. */
export function next(turn: Turn): Wording {
  return wording('ticket.next', { commands: commandsOf(turn.context, turn.to) })
}

export function commandsOf(context: TicketContext, state: TicketState) {
  const commands = nextCommands(context, state)
  return { list: commands.map((id) => command(id, context)) }
}

function command(id: CommandId, { number, suggested }: TicketContext): Wording {
  const department = suggested ? { suggested: wording(`department.${suggested}`) } : {}
  const values: Values = { number, ...department }
  // Without a suggestion the hint asks for any department.
  const key = id === 'department' && !suggested ? 'departmentAny' : id
  return wording(`ticket.command.${key}`, values)
}

/** Buttons for what needs no more words, and for the whole case. A staff button's id is the command. */
export function choicesOf({ context, to }: Turn) {
  return choices(context, nextCommands(context, to))
}

function choices(context: TicketContext, commands: readonly CommandId[]) {
  const pressable = commands.filter((id) => id === 'take' || id === 'approve' || id === 'done')
  return [...pressable, 'card' as const].map((id) => ({
    id: `/${id} ${context.number}`,
    label: wording(`ticket.button.${id}`),
  }))
}

function title(context: TicketContext): Values {
  return {
    number: context.number,
    category: wording(`category.${context.category}`),
    level: levelName(context.level),
  }
}

function who({ complaint }: TicketContext): Wording {
  const { name, phone, convenient } = complaint.contact
  return wording('ticket.card.who', {
    name: name ? maskName(name) : wording('ticket.card.unnamed'),
    phone: phone ? maskPhone(phone) : wording('ticket.card.noPhone'),
    convenient: convenient ? wording('ticket.card.convenient', { when: short(convenient) }) : '',
  })
}

/** What it stops the customer doing, and by when he needs it: staff are asked for something in the meantime. */
function needLine({ complaint: { need } }: TicketContext): Wording[] {
  if (!need) return []
  const words = short(need.words)
  if (need.by === undefined) return [wording('ticket.card.need', { words })]
  return [wording('ticket.card.needBy', { words, day: { day: need.by } })]
}

/** Whom it struck and who bought it, where that is not the one who complains. */
function partiesLine({ complaint: { parties } }: TicketContext): Wording[] {
  const named = partySlots.flatMap((slot) => {
    const party = parties?.[slot]
    return party ? [partyName(slot, party)] : []
  })
  return named.length > 0 ? [wording('ticket.card.parties', { people: { list: named } })] : []
}

function partyName(slot: PartySlot, { words, relation }: Party): Wording {
  const who = short(words)
  if (!relation) return wording(`ticket.party.${slot}`, { who })
  return wording(`ticket.party.${slot}`, {
    who: wording('ticket.party.related', { who, relation: wording(`ticket.relation.${relation}`) }),
  })
}

/** Whoever the case is about is named to the others, who are not to talk to him of it. */
function concerned({ about }: TicketContext): Wording[] {
  if (!about?.length) return []
  const people = { list: about.map(({ name }) => name) }
  return [wording('ticket.card.concerned', { people })]
}

function brief(context: TicketContext): Wording[] {
  return what(context).filter(({ key }) => key !== 'ticket.card.where')
}

function what({ complaint }: TicketContext): Wording[] {
  const { story, facts, wish } = complaint
  const place = [facts.where, facts.product, facts.order && `#${facts.order}`].filter(Boolean)
  return [
    wording('ticket.card.what', { story: short(story) }),
    ...voicesIn(complaint.files),
    ...logged(complaint.logged),
    ...(place.length ? [wording('ticket.card.where', { where: short(place.join(' · ')) })] : []),
    ...(wish ? [wording('ticket.card.wish', { wish: short(wish.words) })] : []),
  ]
}

/** How it came, and what it is called and when it is due outside. */
export function loggedValues({
  complaint: { logged },
}: {
  complaint: Pick<TicketContext['complaint'], 'logged'>
}): Values {
  return {
    way: wording(`ticket.way.${logged?.way ?? 'phone'}`),
    outside: logged?.outside ?? wording('ticket.card.noOutside'),
    due: logged?.due === undefined ? wording('ticket.card.noOutside') : { day: logged.due },
  }
}

function logged(given: TicketContext['complaint']['logged']): Wording[] {
  return given
    ? [wording('ticket.card.logged', loggedValues({ complaint: { logged: given } }))]
    : []
}

function because({ complaint, level, levelRule }: TicketContext): Wording {
  const words = levelRule === complaint.levelBecause.rule ? complaint.levelBecause.words : undefined
  return wording(words ? 'ticket.card.levelWords' : 'ticket.card.level', {
    level: levelName(level),
    rule: ruleName(levelRule),
    ...(words ? { words: short(words) } : {}),
  })
}

/** What nobody has confirmed yet says so, and how a person confirms it. */
function unconfirmed({ unconfirmed: open, number, level }: TicketContext): Wording[] {
  return open ? [wording('ticket.card.unconfirmed', { number, n: level })] : []
}

function deadlines({ context, to }: Turn): Wording[] {
  const { dueAt, promisedAt } = context
  if (dueAt === null) return []
  const due = { time: dueAt }
  return promisedAt !== null && answering.includes(to)
    ? [wording('ticket.card.dueAndPromised', { due, day: { day: promisedAt } })]
    : [wording('ticket.card.due', { due })]
}

/** Words that may be lacking, behind what they belong to. */
export function wordsAfter(text: string): Wording | string {
  return text ? wording('ticket.card.words', { text }) : ''
}

/** What a decision rests on, as staff read it. */
export function ruleName(rule: string): string | Wording {
  return rule === 'person' ? wording('ticket.card.byPerson') : rule
}

/** What a customer wrote, without what tells who he is. */
export function masked(words: string): string {
  return maskText(words)
}

/** What a customer wrote, masked and short enough for a line. */
export function short(words: string): string {
  const line = maskText(words).replace(/\s+/g, ' ').trim()
  const signs = [...line]
  return signs.length > shown ? `${signs.slice(0, shown).join('')}…` : line
}

export function ownerName({ owner }: TicketContext): string | Wording {
  return owner?.name ?? wording('ticket.card.nobody')
}

export function levelName(level: Level): Wording {
  return wording(`level.${level}`)
}

export function stateName(state: TicketState): Wording {
  return wording(`state.${state}`)
}
