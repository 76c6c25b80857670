import type { Context } from './context.ts'

type Named = { number: string; code?: string }

const numbers = /CP-?\d{8}-?\d{4,}/g
const codes = /(?<![0-9A-Z])[2-9A-HJ-NP-Z]{5}-?[2-9A-HJ-NP-Z]{5}(?![0-9A-Z])/

/**
 * The ticket of another conversation that the words name, with its secret code where they give one; a code alone
 * belongs to the number that was named before it.
 */
export function namedElsewhere({ tickets, lookup }: Context, words: string): Named | undefined {
  const plain = words
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[‐–—−]/g, '-')
  const all = [...plain.matchAll(numbers)].map(([found]) => written(found))
  const number = all.find((one) => tickets.every((ticket) => ticket.number !== one))
  const rest = plain.replaceAll(numbers, ' ')
  const code = codes.exec(rest)?.[0]
  if (number) return code ? { number, code } : { number }
  const alone = code !== undefined && rest.replace(code, '').length <= besideCode
  return alone && lookup && all.length === 0 ? { number: lookup, code } : undefined
}

/** Characters beside a code in a message that is little else. */
const besideCode = 12

/** The number as the desk writes it. */
function written(found: string): string {
  const digits = found.replaceAll(/\D/g, '')
  return `CP-${digits.slice(0, 8)}-${digits.slice(8)}`
}
