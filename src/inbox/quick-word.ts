import { may, type Person } from '../domain/person.ts'
import type { TicketState } from '../domain/ticket.ts'
import { foldCommand } from './command-fold.ts'
import { signers } from './commands/rights.ts'

const taking = [
  '1',
  '接',
  '接单',
  '接了',
  '我来',
  '我来接',
  '我接',
  '我处理',
  'ok',
  'okay',
  'take',
  'mine',
]
const agreeing = [
  'ok',
  'okay',
  '同意',
  '批准',
  '可以',
  '好',
  '好的',
  '行',
  'agree',
  'approve',
  'yes',
]
const ending = /[\s。.!！~～]+$/u

/** What a word or two in answer to a message about a ticket come to; nothing where they are words. */
export function quickWord(
  text: string,
  person: Person,
  state: TicketState | undefined,
): 'take' | 'approve' | undefined {
  const word = foldCommand(text.trim()).replace(ending, '')
  const signs = state === 'awaiting approval' && may(person, ...signers)
  if (signs && agreeing.includes(word)) return 'approve'
  return taking.includes(word) ? 'take' : undefined
}
