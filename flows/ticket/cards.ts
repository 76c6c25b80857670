import type { TicketState } from '../../src/domain/ticket.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { blockedLine } from './blocking.ts'
import {
  because,
  brief,
  concerned,
  deadlines,
  needLine,
  partiesLine,
  title,
  unconfirmed,
  what,
  who,
} from './card-lines.ts'
import { ownerName, stateName } from './card-words.ts'
import { wishesLine } from './contact-wishes.ts'
import type { TicketContext } from './context.ts'
import { medicalLine } from './medical.ts'
import { type CommandId, nextCommands } from './next.ts'
import { questionLine } from './question-line.ts'
import { notReachedLine } from './reached.ts'
import { type Card, type Turn, type Values, wording } from './turn.ts'

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
    news: 1 + concerned(context).length + extra.length,
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
