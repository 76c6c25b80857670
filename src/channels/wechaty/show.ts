import type { OutboundMessage } from '../../domain/message.ts'
import { inPieces } from '../../domain/pieces.ts'
import { asText } from '../wechat-core/show.ts'

/** A text longer than this is sent in pieces, in characters: puppets differ in what they take. */
export const textLength = 2000

/**
 * The words of a message in pieces. Customers choose by digits; behind the choices of staff stands the command to write, for
 * in a room a digit could mean any of the cards.
 */
export function piecesOf(message: OutboundMessage, forStaff: boolean): string[] {
  const { text, buttons = [] } = message
  const whole = forStaff
    ? [text, buttons.map(({ id, label }) => `${label} → ${id}`).join('\n')]
        .filter(Boolean)
        .join('\n\n')
    : asText(message)
  return inPieces(whole, textLength, (one) => one.length)
}
