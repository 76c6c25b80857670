import { createHash, timingSafeEqual } from 'node:crypto'

/** Bytes nobody can guess; the caller owns the source. */
export type Random = (bytes: number) => Uint8Array

/** 32 signs, none of which is easily taken for another. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const length = 10

/** A code to be typed by a person, `K7QF2-M9XPA`: 50 random bits. */
export function makeCode(random: Random): string {
  const code = [...random(length)].map((byte) => signs[byte % signs.length]).join('')
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

/** The code as it counts, however it was typed: small letters, without the dash, in full-width signs. */
export function plainCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
}

/** What is stored of a code. */
export function hashCode(code: string): string {
  return createHash('sha256').update(plainCode(code)).digest('hex')
}

/** Compares in constant time. */
export function isCode(typed: string, hash: string): boolean {
  const a = Buffer.from(hashCode(typed), 'hex')
  const b = Buffer.from(hash, 'hex')
  return a.length === b.length && timingSafeEqual(a, b)
}

/** True where a text could be a code at all. */
export function looksLikeCode(typed: string): boolean {
  const plain = plainCode(typed)
  return plain.length === length && [...plain].every((sign) => signs.includes(sign))
}
