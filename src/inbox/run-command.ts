import type { ConversationId, TeamAddress, TicketId } from '../domain/actor.ts'
import type { Choice } from '../domain/effect.ts'
import type { FileRef } from '../domain/message.ts'
import { may, type Person } from '../domain/person.ts'
import type { Wording } from '../domain/wording.ts'
import { maySee, visibleTickets } from '../reports/visible.ts'
import type { StaffPlace } from '../staff/roster.ts'
import { allCommands } from './commands/all.ts'
import type { Answer, Call, CommandDeps, Misused, Outcome, Target } from './commands/command.ts'
import { usageOf } from './commands/help.ts'
import { parseCommand, type Written } from './parse-command.ts'
import { quickWord } from './quick-word.ts'
import { type Resolved, resolveTicket } from './resolve-ticket.ts'

/** A line of a member of staff. */
export type StaffLine = {
  person: Person
  /** The team's room it was written in; absent: alone with the bot. */
  room?: TeamAddress
  place: StaffPlace
  text: string
  /** What the message it answers was about. */
  about?: TicketId | ConversationId
  files?: readonly FileRef[]
  now: number
  /** The platform's key of the message: the same key is the same line. */
  key: string
}

const ownTickets = 5
const yes = /^(?:确认|確認|是|yes|y)[。.!！]?$/iu

/** What a line of staff comes to. Writes nothing but records: the ticket's own chart decides and answers. */
export async function runCommand(line: StaffLine, deps: CommandDeps): Promise<Outcome> {
  const { person, key, now } = line
  if (yes.test(line.text.trim())) {
    const pending = await deps.desks.confirm(person.id, key, now)
    if (pending !== undefined) return runCommand({ ...line, text: pending }, deps)
  }
  const parsed = parseCommand(line.text, { answering: line.about !== undefined })
  if (parsed.kind === 'command') return give(line, parsed, deps)
  if (parsed.kind === 'unknown') return didYouMean(parsed)
  return words(line, deps)
}

async function give(line: StaffLine, written: Written, deps: CommandDeps): Promise<Outcome> {
  const { command } = written
  const { person } = line
  if (command.on === 'nothing') {
    if (command.roles.length > 0 && !may(person, ...command.roles)) return refuse('right')
    return finish(line, written, await command.run(callOf(line, written, deps), deps))
  }
  const resolved = await resolveTicket(
    { staff: person.id, key: line.key, now: line.now, ...written, about: line.about },
    deps,
  )
  if (resolved.kind === 'unsure') return whichOfTwo(written, resolved)
  if (resolved.kind === 'not found') return refuse('ticket', { number: resolved.number })
  if (resolved.kind === 'which') return which(line, written, deps)
  if (resolved.kind === 'conversation') {
    if (command.on !== 'ticket or conversation') return refuse('noTicketYet')
    const { conversation } = resolved
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
  if (ticket.explicit) await deps.desks.setCurrent(person.id, ticket.actor)
  return finish(line, written, await command.run(callOf(line, written, deps, { ticket }), deps))
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
  const { person, room, place, now, files = [] } = line
  const { command, args, confirmed } = written
  return {
    command,
    person,
    by: roster.actorOf(person),
    ...(room === undefined ? {} : { room }),
    place,
    answerTo: room ?? `staff:${person.id}`,
    now,
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
  if (about?.startsWith('conversation:')) return speakTo(about as ConversationId, text)
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

function didYouMean({
  word,
  rest,
  suggestions,
}: {
  word: string
  rest: string
  suggestions: readonly string[]
}): Outcome {
  const choices = suggestions.map((name) => ({
    id: [`/${name}`, rest].filter(Boolean).join(' '),
    label: { key: `desk.command.${name}.name` },
  }))
  const key = suggestions.length > 0 ? 'desk.didYouMean' : 'desk.refuse.command'
  const texts: Wording[] = [{ key, values: { word } }]
  if (suggestions.length === 0) texts.push({ key: 'desk.help.how' })
  return { kind: 'answer', answer: { texts, ...(choices.length > 0 ? { choices } : {}) } }
}

/** No ticket was named and none is at hand: the speaker's own are offered. */
async function which(line: StaffLine, written: Written, deps: CommandDeps): Promise<Outcome> {
  const { person } = line
  const mine = await visibleTickets(deps.store, {
    filter: { open: true, owner: person.id },
    sort: 'due',
    person,
    departments: deps.roster.departmentsOf(person),
  })
  const choices = mine.slice(0, ownTickets).map(({ view }) => choiceOf(written, view.number))
  const texts = [{ key: 'desk.which.ticket' }, ...usageOf(written.command)]
  return { kind: 'answer', answer: { texts, ...(choices.length > 0 ? { choices } : {}) } }
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
