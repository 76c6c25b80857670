import { takesDigits } from '../../domain/asks-answer.ts'
import type { Button, OutboundMessage } from '../../domain/message.ts'

/** The platform's limit of a text, in bytes of UTF-8. */
export const textBytes = 2048

/** The message as one text: its words, then its choices with the digits that are typed for them. */
export function asText({ text, buttons = [] }: OutboundMessage, links = false): string {
  const lines = choiceLines(buttons, links)
  return lines.length ? `${plain(text)}\n\n${lines.join('\n')}` : plain(text)
}

/**
 * A text in pieces the platform takes: at the ends of lines where that is possible, else between characters. A piece has
 * at most `limit` bytes.
 */
export function inPieces(text: string, limit = textBytes): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const line of text.split(/(?<=\n)/)) {
    for (const part of sizeOf(line) > limit ? charactersOf(line) : [line]) {
      if (sizeOf(piece) + sizeOf(part) > limit) {
        pieces.push(piece)
        piece = ''
      }
      piece += part
    }
  }
  return [...pieces, piece].map((one) => one.trimEnd()).filter(Boolean)
}

export function sizeOf(text: string): number {
  return Buffer.byteLength(text)
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function charactersOf(line: string): string[] {
  return [...characters.segment(line)].map(({ segment }) => segment)
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
