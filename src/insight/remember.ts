import type { Asked, Understand } from './understand.ts'

/** Messages kept: those of the conversations that are just being written in. */
const kept = 1_000

/**
 * The same understanding, which reads no message twice: a message that stands alone in its burst is understood when it
 * comes and again when the burst ends.
 */
export function remembering(understand: Understand): Understand {
  const known = new Map<string, ReturnType<Understand>>()
  return (text, asked: Asked = {}) => {
    const key = `${asked.locale}|${asked.category}|${asked.question}|${text}`
    const before = known.get(key)
    if (before) return before
    const understood = understand(text, asked)
    known.set(key, understood)
    if (known.size > kept) known.delete(known.keys().next().value!)
    return understood
  }
}
