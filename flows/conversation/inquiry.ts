import type { ConversationEvent } from '../../src/domain/conversation-events.ts'
import type { NoteKind } from '../../src/domain/note.ts'
import type { Place } from './place.ts'

type Said = ConversationEvent & { type: 'customer.said' }

const questions =
  /[?？]|吗|嗎|么$|麼$|多少|怎么|怎麼|什么|什麼|哪|几(?!天)|幾(?!天)|有没有|有沒有|能不能|可不可以|^(?:do|does|can|could|how|what|when|where|which|is|are|would|may)\b|\bwhether\b/i

/** Asks something, plainly and calmly, that the catalog has no answer to. */
export function asksUnknown({ understood: u, text }: Said, place: Place): boolean {
  const asks = u.intents.includes('ask') && u.answer === undefined && questions.test(text)
  const calm = !u.grievance && !u.hurt && u.wish === undefined && u.loss === undefined
  const free = place === 'idle' || place === 'following.listening' || place.startsWith('intake.')
  return asks && calm && free
}

/** Thanks to somebody or a suggestion, told calmly and for its own sake; who answers a question only answers it. */
export function noteIn({ understood: u }: Said, place: Place): NoteKind | undefined {
  const free = place === 'idle' || place === 'following.listening'
  if (!free || u.grievance || u.hurt || u.danger || u.intents.includes('complaint'))
    return undefined
  return (['praise', 'suggestion'] as const).find((kind) => u.intents.includes(kind))
}
