import { takesDigits } from '../../domain/asks-answer.ts'
import type { Button, OutboundMessage } from '../../domain/message.ts'
import { inPieces as cut } from '../../domain/pieces.ts'

/** The platform's limit of a text, in bytes of UTF-8. */
export const textBytes = 2048

/** A message, and what the account itself adds below it: words whose links are meant as links. */
export type Worded = OutboundMessage & { below?: string }

/** The message as one text: its words, its choices with the digits that are typed for them, and what the account adds. */
export function asText({ text, buttons = [], below = '' }: Worded, links = false): string {
  const lines = choiceLines(buttons, links).join('\n')
  return [plain(text), lines, below].filter(Boolean).join('\n\n')
}

/** A text in pieces the platform takes, each of at most `limit` bytes. */
export function inPieces(text: string, limit = textBytes): string[] {
  return cut(text, limit, sizeOf)
}

export function sizeOf(text: string): number {
  return Buffer.byteLength(text)
}

function choiceLines(buttons: readonly Button[], links: boolean): string[] {
  let digit = 0
  return buttons.map((button) => {
    const label = plain(button.label)
    const n = takesDigits(button) ? ++digit : undefined
    const line = n === undefined || label.startsWith(String(n)) ? label : `${n}. ${label}`
    return links ? linked(line, button) : n === undefined ? `「${label}」` : line
  })
}

/** A press for accounts that have no menus. */
function linked(line: string, { id, label }: Button): string {
  const query = `msgmenucontent=${encodeURIComponent(label)}&msgmenuid=${encodeURIComponent(id)}`
  return `<a href="weixin://bizmsgmenu?${query}">${line}</a>`
}

/** The platform reads links out of a text: only our own may be any. */
export function plain(text: string): string {
  return text.replace(/<(?=\/?a\b)/gi, '＜')
}
