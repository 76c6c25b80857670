import { end } from './ending.ts'
import { answer, final } from './orders.ts'
import type { Turn } from './turn.ts'

/** A manager's final answer: reasons, the review inside, the recourse outside. It ends without agreement. */
export function answerFinally(turn: Turn<'staff.answered finally'>): void {
  const { text } = turn.event
  turn.change({ refused: true, answeredAt: turn.context.answeredAt ?? turn.now })
  turn.record('answeredFinally', { text })
  turn.tell({ type: 'ticket.refused', reason: text, final: true })
  end(turn, 'not agreed', { tell: false })
  final(turn, 'seen')
  answer(turn, 'answeredFinally')
}
