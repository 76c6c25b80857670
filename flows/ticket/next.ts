import type { TicketState } from '../../src/domain/ticket.ts'
import type { TicketContext } from './context.ts'

/** The commands a hint can name; how they are written is wording, `ticket.command.<id>`. */
export type CommandId =
  | 'take'
  | 'assign'
  | 'verdict'
  | 'department'
  | 'disown'
  | 'propose'
  | 'approve'
  | 'reject'
  | 'solve'
  | 'done'
  | 'reply'
  | 'enter'
  | 'final'
  | 'reopen'

/** States in which the customer waits for the answer that was promised. */
export const answering: readonly TicketState[] = [
  'received',
  'investigating',
  'at department',
  'proposing',
  'awaiting approval',
  'final answer',
]

/** What somebody can do next, most likely first. */
export function nextCommands(context: TicketContext, state: TicketState): readonly CommandId[] {
  switch (state) {
    case 'received':
      return ['take', 'assign']
    case 'investigating':
      return investigating(context)
    case 'at department':
      return context.handler ? ['propose', 'disown'] : ['take', 'propose', 'disown']
    case 'proposing':
      return context.verdict ? ['propose'] : ['verdict', 'propose']
    case 'awaiting approval':
      return ['approve', 'reject']
    case 'awaiting customer':
    case 'follow-up':
      return ['enter', 'reply']
    case 'implementing':
      return ['done']
    case 'final answer':
      return ['final']
    case 'refused':
      return ['reply', 'reopen']
    default:
      return ['reopen']
  }
}

function investigating({ owner, verdict, review }: TicketContext): readonly CommandId[] {
  if (review === 'asked') return ['verdict']
  if (!owner) return ['take', 'assign']
  return verdict ? ['department', 'propose'] : ['verdict', 'solve']
}
