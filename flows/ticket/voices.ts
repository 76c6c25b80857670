import { type FileRef, isVoice } from '../../src/domain/message.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { wording } from './turn.ts'

/** The line that says how long the customer spoke; none where he did not. */
export function voicesIn(files: readonly FileRef[]): Wording[] {
  const voices = files.filter(isVoice)
  if (voices.length === 0) return []
  const list = voices.map(({ seconds }) =>
    seconds === undefined
      ? wording('ticket.card.voice')
      : wording('ticket.card.voiceSeconds', { seconds }),
  )
  return [wording('ticket.card.voices', { voices: { list } })]
}
