import { draftOf } from '../../src/domain/actor.ts'
import { maskText } from '../../src/domain/mask.ts'
import type { ToNotes } from '../../src/domain/note.ts'
import { noteIn } from './inquiry.ts'
import type { Heard } from './meaning.ts'
import { placeOf } from './place.ts'
import { goOn, type Talk, type Turn, text } from './turn.ts'

const longest = 300

/** Thanks and suggestions: kept for the morning's digest, without a case and without a deadline. */
export function keepNote(talk: Talk<Heard>): Turn {
  const { context, event } = talk
  const kind = event.type === 'customer.said' ? noteIn(event, placeOf(context)) : undefined
  if (event.type !== 'customer.said' || !kind) return {}
  const words = maskText(event.text).replaceAll(/\s+/g, ' ').trim().slice(0, longest)
  const told: ToNotes = { type: 'note.told', note: { kind, words, at: event.now } }
  return goOn(
    talk,
    {},
    [text(`note.${kind}`)],
    [{ type: 'tell', actor: draftOf(context.customer), event: told }],
  )
}
