import type { Button, FileRef, OutboundMessage } from '../../domain/message.ts'
import { inPieces } from '../../domain/pieces.ts'

/** The platform's limits of a text and of the words under a picture, in characters. */
const textLength = 4096
const captionLength = 1024

/** One message of the platform. `data`: what stands behind its buttons, by row. */
export type Part = { text: string; file?: FileRef; buttons: readonly Button[] }

/**
 * A message as the platform shows it: the words in pieces it takes, the buttons under the last of them, a single picture
 * together with short words.
 */
export function partsOf({ text, buttons = [], files = [] }: OutboundMessage): Part[] {
  const [file] = files
  if (file && files.length === 1 && text.length <= captionLength) {
    return [{ text, file, buttons }]
  }
  const pieces = inPieces(text, textLength, (one) => one.length)
  const words = pieces.map((piece, n) => ({
    text: piece,
    buttons: n === pieces.length - 1 ? buttons : [],
  }))
  return [...words, ...files.map((one) => ({ text: '', file: one, buttons: [] }))]
}

/** What fits beside each other on a phone, in Latin letters; each button also takes its frame. */
const rowWidth = 34
const frame = 4
const inRow = 5

/** The buttons in rows, as many in one as can be read. */
export function inRows(buttons: readonly Button[]): Button[][] {
  const rows: Button[][] = []
  let room = 0
  for (const button of buttons) {
    const width = widthOf(button.label) + frame
    const row = rows.at(-1)
    if (row && width <= room && row.length < inRow) {
      row.push(button)
      room -= width
    } else {
      rows.push([button])
      room = rowWidth - width
    }
  }
  return rows
}

function widthOf(label: string): number {
  return [...label].reduce((sum, sign) => sum + (/[ -~]/.test(sign) ? 1 : 2), 0)
}

/** The method that shows a file, and the field it stands in. */
export function wayOf({ type }: FileRef): { method: string; field: string } {
  if (/^image\/(jpeg|png)$/.test(type)) return { method: 'sendPhoto', field: 'photo' }
  if (type === 'audio/ogg') return { method: 'sendVoice', field: 'voice' }
  if (/^audio\/(mpeg|mp4)$/.test(type)) return { method: 'sendAudio', field: 'audio' }
  if (type === 'video/mp4') return { method: 'sendVideo', field: 'video' }
  return { method: 'sendDocument', field: 'document' }
}
