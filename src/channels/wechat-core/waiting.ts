import type { LetterId } from '../../domain/letter.ts'
import type { Peer, WaitingLetter } from './peers.ts'
import { inPieces, sizeOf, textBytes } from './show.ts'

/** Left free for what stands before and after letters that waited, in bytes. */
const besideLetters = 400
/** So many letters are remembered as handed over. */
const remembered = 30

/** The letter is kept until the customer writes again; the same letter once. */
export function keep(
  peer: Peer,
  letter: LetterId,
  text: string,
  more: Pick<WaitingLetter, 'menu' | 'unwritten'> = {},
): Peer | undefined {
  if (isKept(peer, letter) || wasHanded(peer, letter)) return undefined
  const pieces = inPieces(text, textBytes - besideLetters).map((one) => ({
    letter,
    text: one,
    ...more,
  }))
  return { ...peer, waiting: [...(peer.waiting ?? []), ...pieces] }
}

export function isKept({ waiting = [] }: Peer, letter: LetterId): boolean {
  return waiting.some((one) => one.letter === letter)
}

export function wasHanded({ handed = [] }: Peer, letter: LetterId): boolean {
  return handed.includes(letter)
}

/** So many of the letters that wait, the oldest first, as go into one text; `more` says where some are left. */
export function fitting(
  waiting: readonly WaitingLetter[],
  { before, more }: { before: string; more: string },
): { letters: readonly WaitingLetter[]; text: string } {
  for (let n = waiting.length; n > 0; n--) {
    const letters = waiting.slice(0, n)
    const words = letters.map(({ text }) => text)
    const lines = [before, ...words, n < waiting.length ? more : '']
    const text = lines.filter(Boolean).join('\n\n')
    if (sizeOf(text) <= textBytes) return { letters, text }
  }
  return { letters: [], text: '' }
}

/** The customer has them: each once, and never again. */
export function handedOver(peer: Peer, letters: readonly WaitingLetter[]): Peer {
  const { waiting = [], handed = [], ...stays } = peer
  const isHanded = (one: WaitingLetter) =>
    letters.some(({ letter, text }) => letter === one.letter && text === one.text)
  const left = waiting.filter((one) => !isHanded(one))
  const ids = letters
    .map(({ letter }) => letter)
    .filter((id) => !left.some(({ letter }) => letter === id))
  return {
    ...stays,
    ...(left.length && { waiting: left }),
    handed: [...new Set([...handed, ...ids])].slice(-remembered),
  }
}
