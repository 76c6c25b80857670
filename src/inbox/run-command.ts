import {
  type ConversationId,
  customerOf,
  type TeamAddress,
  type TicketId,
} from '../domain/actor.ts'
import type { Choice } from '../domain/effect.ts'
import { mayKnow } from '../domain/fairness.ts'
import type { FileRef } from '../domain/message.ts'
import { may, type Person } from '../domain/person.ts'
import type { Wording } from '../domain/wording.ts'
import { maySee, visibleTickets } from '../reports/visible.ts'
import type { StaffPlace } from '../staff/roster.ts'
import type { FoundTicket } from '../store/port.ts'
import { allCommands } from './commands/all.ts'
import type {
  Answer,
  Call,
  Command,
  CommandDeps,
  Misused,
  Outcome,
  Target,
} from './commands/command.ts'
import { usageOf } from './commands/help.ts'
import { didYouMean } from './did-you-mean.ts'
import { parseCommand, type Written } from './parse-command.ts'
import { quickWord } from './quick-word.ts'
import { type Resolved, resolveTicket } from './resolve-ticket.ts'
import { seenBy } from './seen-by.ts'

/** A line of a member of staff. */
export type StaffLine = {
  person: Person
  /** The team's room it was written in; absent: alone with the bot. */
  room?: TeamAddress
  place: StaffPlace
  /** The group it was written in, as its channel knows it. */
  group?: StaffPlace
  text: string
  /** What the message it answers was about. */
  about?: TicketId | ConversationId
  files?: readonly FileRef[]
  now: number
  /** The platform's key of the message: the same key is the same line. */
  key: string
}

const ownTickets = 5
/** What is heard by a customer at once goes to a ticket that was named. */
const toCustomer: readonly string[] = ['reply', 'done', 'final']
const yes = /^(?:确认|確認|是|yes|y)[。.!！]?$/iu

/** What a line of staff comes to. Writes nothing but records: the ticket's own chart decides and answers. */
export async function runCommand(line: StaffLine, desk: CommandDeps): Promise<Outcome> {
  const deps = seenBy([line.person.id], desk)
  const { person, key, now } = line
  if (line.group && !line.room) return inNobodysRoom(line, deps)
  if (yes.test(line.text.trim())) {
    const pending = await deps.desks.confirm(person.id, key, now)
    if (pending !== undefined) return runCommand({ ...line, text: pending }, deps)
  }
  const parsed = parseCommand(line.text, {
    answering: line.about !== undefined,
    alone: line.room === undefined && line.about === undefined,
  })
  if (parsed.kind === 'command') return give(line, parsed, deps)
  if (parsed.kind === 'unknown') return didYouMean(parsed)
  return words(line, deps)
}

/** In a group that is no team's nothing is told of any case; it can be made a team's. */
async function inNobodysRoom(line: StaffLine, deps: CommandDeps): Promise<Outcome> {
  const parsed = parseCommand(line.text)
  const isItsOwn = parsed.kind === 'command' && parsed.command.name === 'room'
  return isItsOwn ? give(line, parsed, deps) : { kind: 'talk' }
}

/** The customer of a case about somebody: he does not write to him. */
async function isAbout(person: Person, conversation: ConversationId, { store }: CommandDeps) {
  const filter = { about: person.id, customer: customerOf(conversation), open: true }
  return (await store.figures(filter)).count > 0
}

async function give(line: StaffLine, written: Written, deps: CommandDeps): Promise<Outcome> {
  const { command } = written
  const { person } = line
  if (command.on === 'nothing') {
    if (command.roles.length > 0 && !may(person, ...command.roles)) return refuse('right')
    const room = seenBy([person.id, ...readers(line, deps)], deps)
    return finish(line, written, await command.run(callOf(line, written, deps), room))
  }
  const resolved = await resolveTicket(
    { staff: person.id, key: line.key, now: line.now, ...written, about: line.about },
    deps,
  )
  if (resolved.kind === 'unsure') return whichOfTwo(written, resolved)
  if (resolved.kind === 'not found') return refuse('ticket', { number: resolved.number })
  if (resolved.kind === 'which') {
    const own = await obvious(line, command, deps)
    const [only] = own
    if (!only || own.length > 1 || toCustomer.includes(command.name)) return which(written, own)
    await deps.desks.remember(person.id, line.key, only.actor as TicketId)
    await deps.desks.setCurrent(person.id, only.actor as TicketId)
    const ticket = { actor: only.actor as TicketId, view: only.view, explicit: false }
    return onTicket(line, withBareNumber(written, ticket), ticket, deps)
  }
  if (resolved.kind === 'conversation') {
    if (command.on !== 'ticket or conversation') return refuse('noTicketYet')
    const { conversation } = resolved
    if (await isAbout(person, conversation, deps)) {
      return refuse('ticket', { number: conversation })
    }
    return finish(
      line,
      written,
      await command.run(callOf(line, written, deps, { conversation }), deps),
    )
  }
  return onTicket(line, withBareNumber(written, resolved.ticket), resolved.ticket, deps)
}

async function onTicket(
  line: StaffLine,
  written: Written,
  ticket: Target,
  deps: CommandDeps,
): Promise<Outcome> {
  const { person } = line
  const { command } = written
  const reads = command.group === 'look'
  if (reads && !maySee(person, deps.roster.departmentsOf(person), ticket.view)) {
    return refuse('notYours', { number: ticket.view.number })
  }
  const locked = reads ? await lockedUntil(ticket.actor, deps) : undefined
  if (locked) return refuse(locked.key, { number: ticket.view.number, ...locked.values })
  if (ticket.explicit) await deps.desks.setCurrent(person.id, ticket.actor)
  const secret = readers(line, deps).some((id) => !mayKnow(id, ticket.view))
  const { room: _room, ...alone } = line
  const call = callOf(secret ? alone : line, written, deps, { ticket })
  const outcome = finish(line, written, await command.run(call, deps))
  return secret && outcome.kind === 'answer'
    ? { ...outcome, answer: { ...outcome.answer, alone: true } }
    : outcome
}

/** Why nothing of a case is shown whose customer had his data erased. */
async function lockedUntil(ticket: TicketId, { readTicket }: CommandDeps) {
  const until = (await readTicket(ticket))?.detail.restrictedUntil
  if (until === undefined) return undefined
  return until === null
    ? { key: 'anonymous', values: {} }
    : { key: 'restricted', values: { date: { date: until } } }
}

/** Who reads what is answered in the room. */
function readers({ room }: StaffLine, { roster }: CommandDeps): readonly string[] {
  return room ? roster.inTeam(room.slice('team:'.length)).map(({ id }) => id) : []
}

/** A bare number that turned out not to name a ticket belongs to the words. */
function withBareNumber(written: Written, { explicit }: Target): Written {
  const { reference } = written
  if (explicit || !reference || !('short' in reference)) return written
  return { ...written, args: `${reference.short} ${written.args}`.trim() }
}

function callOf(
  line: StaffLine,
  written: Written,
  { roster }: CommandDeps,
  on: Pick<Call, 'ticket' | 'conversation'> = {},
): Call {
  const { person, room, place, group, now, key, files = [] } = line
  const { command, args, confirmed } = written
  return {
    command,
    person,
    by: roster.actorOf(person),
    ...(room === undefined ? {} : { room }),
    place,
    ...(group && { group }),
    answerTo: room ?? `staff:${person.id}`,
    now,
    key,
    args,
    ...on,
    confirmed,
    files,
    commands: allCommands,
  }
}

/** Wrong words are answered with how the command is written; among colleagues a bare word was only talk. */
function finish(line: StaffLine, written: Written, outcome: Outcome | Misused): Outcome {
  if (outcome.kind !== 'misused') return outcome
  const talk = !written.slash && !written.reference && line.room && !line.about
  if (talk && !outcome.because) return { kind: 'talk' }
  const { because, choices } = outcome
  const texts = [...(because ? [because] : []), ...usageOf(written.command)]
  return { kind: 'answer', answer: { texts, ...(choices ? { choices } : {}) } }
}

/** Words that are no command: about a ticket they are a note, alone with the bot they get a hint. */
async function words(line: StaffLine, deps: CommandDeps): Promise<Outcome> {
  const { about, text, room } = line
  if (about?.startsWith('conversation:')) {
    if (quickWord(text, line.person, undefined)) return give(line, asCommand('take', ''), deps)
    return speakTo(about as ConversationId, text)
  }
  if (about) {
    const view = (await deps.readTicket(about as TicketId))?.view
    const quick = quickWord(text, line.person, view?.state) ?? 'note'
    return give(line, asCommand(quick, quick === 'note' ? text.trim() : ''), deps)
  }
  if (room) return { kind: 'talk' }
  return { kind: 'answer', answer: { texts: [{ key: 'desk.hint' }] } }
}

function asCommand(name: string, args: string): Written {
  const command = allCommands.find((candidate) => candidate.name === name)!
  return { kind: 'command', command, args, confirmed: false, slash: true }
}

/** Nothing goes to a customer by mistake: the button says it. */
function speakTo(conversation: ConversationId, text: string): Outcome {
  const choices = [
    { id: `/reply ${conversation} ${text.trim()}`, label: { key: 'desk.button.sayIt' } },
  ]
  const answer: Answer = {
    texts: [{ key: 'desk.which.reply', values: { text: text.trim() } }],
    choices,
    about: conversation,
  }
  return { kind: 'answer', answer }
}

/** The open tickets a command without a number can be about: what waits for it, else the speaker's own. */
async function obvious(
  { person }: StaffLine,
  { name }: Command,
  { store, roster }: CommandDeps,
): Promise<readonly FoundTicket[]> {
  const departments = roster.departmentsOf(person)
  const handles = may(person, 'handler')
  const open = { filter: { open: true }, sort: 'due', person, departments } as const
  const seen = await visibleTickets(store, open)
  return seen.filter(({ view: { owner, department, state } }) => {
    const theirs = handles && department !== null && departments.includes(department)
    if (name === 'take') return owner === null || (theirs && state === 'at department')
    if (name === 'approve' || name === 'reject') return state === 'awaiting approval'
    return owner === person.id || theirs
  })
}

/** No ticket was named and several are at hand, or none: what can be meant is offered. */
function which(written: Written, own: readonly FoundTicket[]): Outcome {
  const choices = own.slice(0, ownTickets).map(({ view }) => choiceOf(written, view.number))
  const ask = { key: 'desk.which.ticket' }
  if (choices.length > 0) return { kind: 'answer', answer: { texts: [ask], choices } }
  return { kind: 'answer', answer: { texts: [ask, ...usageOf(written.command).slice(1)] } }
}

function whichOfTwo(written: Written, { named, instead }: Resolved & { kind: 'unsure' }): Outcome {
  const { args, reference } = written
  const short = reference && 'short' in reference ? String(reference.short) : ''
  const whole = { ...written, args: `${short} ${args}`.trim() }
  const values = { short, named: named.view.number, instead: instead.view.number }
  return {
    kind: 'answer',
    answer: {
      texts: [{ key: 'desk.which.ofTwo', values }],
      choices: [choiceOf(written, named.view.number), choiceOf(whole, instead.view.number)],
    },
  }
}

function choiceOf({ command, args }: Written, number: string): Choice {
  return { id: [`/${command.name}`, number, args].filter(Boolean).join(' '), label: number }
}

function refuse(why: string, values: Wording['values'] = {}): Outcome {
  return { kind: 'answer', answer: { texts: [{ key: `desk.refuse.${why}`, values }] } }
}
