import { foldCommand } from './command-fold.ts'
import { type Name, namesOfCommands } from './command-names.ts'
import { type Reference, takeLastReference, takeReference } from './command-reference.ts'
import { afterGap } from './command-words.ts'
import { allCommands } from './commands/all.ts'
import type { Command } from './commands/command.ts'
import { nearestWords } from './nearest-words.ts'

/** A command as it was written; `args` are the words after its name and the ticket it names. */
export type Written = {
  kind: 'command'
  command: Command
  reference?: Reference
  args: string
  /** Ends in ` --yes`: what cannot be undone was confirmed. */
  confirmed: boolean
  slash: boolean
}

/**
 * What staff wrote: a command; a word after a slash that is none, with what may have been meant, the words after it
 * kept; or words.
 */
export type Parsed =
  | Written
  | { kind: 'unknown'; word: string; rest: string; suggestions: readonly string[] }
  | { kind: 'words' }

const names = namesOfCommands(allCommands)
const suggested = 3
const yes = /\s+--(?:yes|确认)\s*$/
const mention = /^@\S+\s+(?=\S)/u
const slashes = /^[/、]\s?/
/** Names that say something on their own in a room, so that a colleague's bare word for a ticket may be one. */
const aloneWhenAnswering = ['take', 'approve', 'card', 'history', 'undo', 'bot', 'reveal', 'done']

/**
 * Reads a line of a member of staff. English names need a slash, except before a ticket's full number; Chinese ones do
 * without where a gap, a number or nothing follows, so that talk is no command. `answering`: it answers a message about
 * a ticket, where a bare name is enough. `alone`: nobody else reads it, so that an English name needs no slash either.
 */
export function parseCommand(text: string, { answering = false, alone = false } = {}): Parsed {
  const parsed = parseLine(text, answering)
  return parsed.kind === 'words' && alone ? (bareEnglish(text) ?? parsed) : parsed
}

/** `list overdue`, `take 1`, `undo`: what reads, names a ticket or stands by itself; other words may be a sentence. */
function bareEnglish(text: string): Written | undefined {
  if (!/^[a-z]/.test(foldCommand(text.trim()))) return undefined
  const bare = parseLine(`/${text.trim()}`, false)
  if (bare.kind !== 'command') return undefined
  const { command, reference, args } = bare
  const reads = command.group === 'look' || command.group === 'desk'
  const byItself = args === '' && command.name !== 'done'
  return reads || reference || byItself ? { ...bare, slash: false } : undefined
}

function parseLine(text: string, answering: boolean): Parsed {
  const line = text.trim().replace(mention, '')
  const folded = foldCommand(line)
  const slash = slashes.exec(folded)
  const start = slash ? slash[0].length : 0
  const name = slash
    ? names.find((candidate) => beginsWith(folded.slice(start), candidate))
    : names.find((candidate) => standsFree(folded, candidate, answering))
  if (name) return written(line.slice(start + name.word.length), name, slash !== null)
  if (slash) return unknown(line.slice(start))
  return mistyped(line) ?? { kind: 'words' }
}

/** After a slash: a Latin name ends at a boundary, a Chinese one of two characters or more needs none. */
function beginsWith(folded: string, { word, latin }: Name): boolean {
  if (!folded.startsWith(word)) return false
  const next = folded[word.length]
  if (next === undefined || /[\s:：@#,，]/.test(next)) return true
  return latin ? !/[a-z0-9_-]/.test(next) : word.length > 1
}

function standsFree(folded: string, name: Name, answering: boolean): boolean {
  const { word, latin, command } = name
  if (!folded.startsWith(word)) return false
  const rest = folded.slice(word.length)
  if (rest === '' && answering) return !latin || aloneWhenAnswering.includes(command.name)
  const named = /^[\s:：,，]*/.exec(rest)![0]
  const { reference } = takeReference(rest.slice(named.length), 'level')
  const explicit = reference !== undefined && !('short' in reference)
  if (explicit && (named !== '' || !latin)) return true
  if (latin) return false
  if (word.length === 1) return answering && rest !== '' && /^[\s:：]/.test(rest)
  return rest === '' || /^(?:[\s:：,，#\d]|cp[\s-]?\d)/.test(rest)
}

function written(after: string, name: Name, slash: boolean): Written {
  const { command } = name
  const confirmed = yes.test(foldCommand(after))
  const open = (confirmed ? after.slice(0, foldCommand(after).search(yes)) : after).replace(
    command.on === 'nothing' ? /^@\S+/u : /^@[A-Za-z]\w*bot\b/iu,
    '',
  )
  const words = afterGap(open).trimEnd()
  const found = referenceOf(command, words)
  const args = [name.args, found.rest].filter(Boolean).join(' ')
  const { reference } = found
  return { kind: 'command', command, ...(reference && { reference }), args, confirmed, slash }
}

function referenceOf(command: Command, words: string) {
  if (command.on === 'nothing') return { rest: words }
  const first = takeReference(words, command.numbers)
  const sure = first.reference && !('short' in first.reference && !first.reference.sure)
  return sure || command.numbers === 'words' ? first : lastOr(first, words)
}

/** `/assign wang CP-20261121-0007`: the number may also come last. */
function lastOr<T extends { reference?: Reference; rest: string }>(first: T, words: string) {
  const last = takeLastReference(words)
  return last.reference ? last : first
}

function unknown(words: string): Parsed {
  const word = /^[^\s:：]*/u.exec(words)![0]
  const rest = afterGap(words.slice(word.length)).trimEnd()
  return { kind: 'unknown', word, rest, suggestions: suggestionsFor(word) }
}

/** A name misspelt before a full number is no talk. */
function mistyped(line: string): Parsed | undefined {
  const match = /^(\S{2,12})\s+(.+)$/su.exec(line)
  if (!match) return undefined
  const { reference } = takeReference(match[2]!, 'level')
  if (!reference || !('number' in reference)) return undefined
  const suggestions = suggestionsFor(match[1]!)
  if (suggestions.length === 0) return undefined
  return { kind: 'unknown', word: match[1]!, rest: match[2]!, suggestions }
}

function suggestionsFor(word: string): readonly string[] {
  const known = names.map((name) => ({ word: name.word, value: name.command.name }))
  return nearestWords(word, known, suggested).map(({ value }) => value)
}
