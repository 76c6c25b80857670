import type { ConversationId } from '../domain/actor.ts'
import { foldCommand } from './command-fold.ts'
import { afterGap } from './command-words.ts'

/**
 * What a command names: a ticket by its number; by the last part of it (`short`, `sure` where it cannot be meant
 * otherwise: `#7`, `0007`); or a conversation that has no ticket.
 */
export type Reference =
  | { number: string }
  | { short: number; sure: boolean }
  | { conversation: ConversationId }

/**
 * How a bare number at the start of a command's words is read: as a ticket; as one where an argument follows that is a
 * number too (`level`, `score`); or with doubt, where free words follow.
 */
export type NumberReading = 'ticket' | 'words' | 'level' | 'score'

const full = /^(?:cp\s?-?\s?)?(\d{8})\s?-\s?(\d{1,6})(?!\d)/
const joined = /^cp\s?-?(\d{8})(\d{4,6})(?!\d)/
const marked = /^(?:#|cp\s?-?\s?|工单)(\d{1,6})号?(?![\d-])/
const bare = /^(\d{1,6})(?=$|[\s:：,，])/
const conversation = /^conversation:[^\s]+/

/** The reference a command's words begin with, and the words after it. */
export function takeReference(
  text: string,
  reading: NumberReading,
): { reference?: Reference; rest: string } {
  const trimmed = text.trimStart()
  const folded = foldCommand(trimmed)
  const found = explicit(folded, trimmed) ?? bareNumber(folded, reading)
  if (!found) return { rest: trimmed.trimEnd() }
  return { reference: found.reference, rest: afterGap(trimmed.slice(found.length)).trimEnd() }
}

/** A full number as the last word, for commands whose arguments are no free text. */
export function takeLastReference(text: string): { reference?: Reference; rest: string } {
  const match = /^(.*\s)(\S+)\s*$/su.exec(text)
  const found = match && explicit(foldCommand(match[2]!), match[2]!)
  if (!match || !found || found.length !== match[2]!.length || !('number' in found.reference)) {
    return { rest: text }
  }
  return { reference: found.reference, rest: match[1]!.trim() }
}

/** `20261121`, 7 → `CP-20261121-0007`. */
export function ticketNumber(day: string, n: number): string {
  return `CP-${day}-${String(n).padStart(4, '0')}`
}

type Found = { reference: Reference; length: number }

function explicit(folded: string, original: string): Found | undefined {
  const said = conversation.exec(folded)?.[0]
  if (said) {
    const id = original.slice(0, said.length) as ConversationId
    return { reference: { conversation: id }, length: said.length }
  }
  const number = full.exec(folded) ?? joined.exec(folded)
  if (number) {
    const [whole, day, n] = number
    return { reference: { number: ticketNumber(day!, Number(n)) }, length: whole.length }
  }
  const short = marked.exec(folded)
  if (!short) return undefined
  return { reference: { short: Number(short[1]), sure: true }, length: short[0].length }
}

function bareNumber(folded: string, reading: NumberReading): Found | undefined {
  const match = bare.exec(folded)
  if (!match) return undefined
  const digits = match[1]!
  const padded = digits.length >= 4 && digits.startsWith('0')
  const reference = { short: Number(digits), sure: padded || reading !== 'words' }
  const found = { reference, length: digits.length }
  if (padded || reading === 'ticket' || reading === 'words') return found
  return Number(digits) > 5 || argumentFollows(folded.slice(digits.length)) ? found : undefined
}

/** `/level 2 4` names ticket 2, `/level 4 injury` none; `/answer 2 accept` names one, `/answer 5 thanks` none. */
function argumentFollows(rest: string): boolean {
  return /^[\s:,]+(?:[1-5](?:$|[^\d])|[一二三四五](?:级|\s|$)|accept|agree|decline|refuse|同意|接受|不|拒绝)/.test(
    rest,
  )
}
