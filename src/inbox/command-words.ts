import { foldCommand } from './command-fold.ts'

/** What stands between a command, its arguments and the words after them. */
const gap = /^[\s:：,，;；、\-–—|]+/u
const latin = /[a-z0-9_]/

export type Taken<T> = { value: T; rest: string }

/** The text without the signs that separate it from what stood before. */
export function afterGap(text: string): string {
  return text.replace(gap, '')
}

/** A vocabulary ready for looking words up, the longest first. */
export type Vocabulary<T> = readonly { word: string; value: T }[]

/** `{ founded: 'founded valid 成立 属实' }` → words to look up; an underscore stands for a space. */
export function vocabulary<T extends string>(words: Readonly<Record<T, string>>): Vocabulary<T> {
  const entries = Object.entries(words) as [T, string][]
  return sorted(
    entries.flatMap(([value, list]) =>
      list.split(/\s+/).map((word) => ({ word: word.replaceAll('_', ' '), value })),
    ),
  )
}

/** The same from names that may hold spaces. */
export function namesOf<T>(names: readonly { name: string; value: T }[]): Vocabulary<T> {
  return sorted(names.map(({ name, value }) => ({ word: name.trim(), value })))
}

/** The word of the vocabulary the text begins with. Latin words end at a boundary; Chinese ones need none. */
export function takeWord<T>(text: string, known: Vocabulary<T>): Taken<T> | undefined {
  const trimmed = text.trimStart()
  const folded = foldCommand(trimmed)
  for (const { word, value } of known) {
    if (folded.startsWith(word) && endsAt(folded, word)) {
      return { value, rest: afterGap(trimmed.slice(word.length)).trimEnd() }
    }
  }
  return undefined
}

/** The first word of the vocabulary anywhere in the text. */
export function findWord<T>(text: string, known: Vocabulary<T>): T | undefined {
  const folded = foldCommand(text)
  let best: { at: number; value: T } | undefined
  for (const { word, value } of known) {
    const at = placeOf(folded, word)
    if (at >= 0 && (!best || at < best.at)) best = { at, value }
  }
  return best?.value
}

/** The first token, up to white space, and the rest without the gap. */
export function takeToken(text: string): Taken<string> | undefined {
  const match = /^\s*(\S+)/u.exec(text)
  if (!match) return undefined
  return { value: match[1]!, rest: afterGap(text.slice(match[0].length)).trimEnd() }
}

function placeOf(folded: string, word: string): number {
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    const free = !latin.test(word[0]!) || at === 0 || !latin.test(folded[at - 1]!)
    if (free && endsAt(folded.slice(at), word)) return at
  }
  return -1
}

function endsAt(folded: string, word: string): boolean {
  const next = folded[word.length]
  return next === undefined || !latin.test(word.at(-1)!) || !latin.test(next)
}

function sorted<T>(entries: readonly { word: string; value: T }[]): Vocabulary<T> {
  return entries
    .map(({ word, value }) => ({ word: foldCommand(word), value }))
    .filter(({ word }) => word !== '')
    .sort((a, b) => b.word.length - a.word.length)
}
