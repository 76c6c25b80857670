import type { FileRef } from '../../src/domain/message.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { short } from './card-words.ts'
import { voicesIn } from './voices.ts'

/** What the customer said as a line of an alert shows it: his words, else that he spoke and for how long. */
export function said(words: string, files: readonly FileRef[]): string | Wording {
  const [voice] = voicesIn(files)
  return words.trim() || !voice ? short(words) : voice
}
