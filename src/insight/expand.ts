/**
 * The short way in which the lexicon writes many words: `(a|b)` is either, an empty alternative is nothing, `…` is a few
 * characters of the same sentence, a last `-` is any ending (of a word in Latin letters), a first `=` is "the answer is
 * just this".
 */
export type Spelling = { parts: readonly Part[]; exact: boolean }

/** Terms any of which may stand here. `follows` directly: without a gap after the part before. */
export type Part = { terms: readonly Spelled[]; follows: boolean }

/** An `open` term may go on in Latin letters. */
export type Spelled = { text: string; open: boolean }

/** Groups whose product is longer than this are looked for one after the other instead. */
const mostTerms = 64

/** What one line of the lexicon stands for: usually one spelling, more where alternatives divide the whole line. */
export function spellings(line: string): Spelling[] {
  const exact = line.startsWith('=')
  return splitOutside(exact ? line.slice(1) : line, '|').map((choice) => ({
    exact,
    parts: splitOutside(choice, '…').flatMap(partsOf),
  }))
}

function partsOf(segment: string): Part[] {
  const pieces = piecesOf(segment.trim())
  return divided(pieces).flatMap((run, i) => {
    const terms = termsOf(product(run))
    return terms.length === 0 ? [] : [{ terms, follows: i > 0 }]
  })
}

/** Cuts a row of groups where the two halves stand for the fewest terms, as long as it stands for too many. */
function divided(pieces: readonly (readonly string[])[]): (readonly (readonly string[])[])[] {
  if (sizeOf(pieces) <= mostTerms) return [pieces]
  let best: number | undefined
  let fewest = sizeOf(pieces)
  for (let at = 1; at < pieces.length; at++) {
    const size = sizeOf(pieces.slice(0, at)) + sizeOf(pieces.slice(at))
    if (size < fewest && canCut(pieces.slice(0, at), pieces.slice(at))) {
      best = at
      fewest = size
    }
  }
  if (best === undefined) return [pieces]
  return [...divided(pieces.slice(0, best)), ...divided(pieces.slice(best))]
}

type Pieces = readonly (readonly string[])[]

function sizeOf(pieces: Pieces): number {
  return pieces.reduce((size, choices) => size * choices.length, 1)
}

/** Neither half may be nothing, and no word in Latin letters may be cut in two. */
function canCut(left: Pieces, right: Pieces): boolean {
  const before = left.at(-1)!
  const after = right[0]!
  const some = (pieces: Pieces) =>
    pieces.some((choices) => choices.every((one) => one.trim() !== ''))
  if (!some(left) || !some(right)) return false
  return (
    before.every((one) => /[^\x21-\x7e]$/.test(one)) ||
    after.every((one) => /^[^\x21-\x7e]/.test(one))
  )
}

function termsOf(texts: readonly string[]): Spelled[] {
  const plain = texts.map((text) => text.replaceAll(/\s+/g, ' ').trim())
  const without = plain.filter((text) => text.includes("'")).map((text) => text.replaceAll("'", ''))
  return [...new Set([...plain, ...without])]
    .filter((text) => text !== '' && text !== '-')
    .map((text) => ({ text: text.replace(/-$/, ''), open: text.endsWith('-') }))
}

/** Words and groups in a row, each as its alternatives. */
function piecesOf(line: string): string[][] {
  const pieces: string[][] = []
  for (let at = 0; at < line.length; ) {
    if (line[at] !== '(') {
      const end = line.indexOf('(', at)
      const next = end < 0 ? line.length : end
      pieces.push([line.slice(at, next)])
      at = next
      continue
    }
    const end = closing(line, at)
    const choices = splitOutside(line.slice(at + 1, end), '|')
    pieces.push([...new Set(choices.flatMap((choice) => product(piecesOf(choice))))])
    at = end + 1
  }
  return pieces
}

function product(pieces: Pieces): string[] {
  return pieces.reduce<string[]>(
    (texts, choices) => texts.flatMap((text) => choices.map((choice) => text + choice)),
    [''],
  )
}

function closing(line: string, from: number): number {
  let depth = 0
  for (let at = from; at < line.length; at++) {
    if (line[at] === '(') depth++
    if (line[at] === ')' && --depth === 0) return at
  }
  return line.length
}

function splitOutside(line: string, at: string): string[] {
  const pieces: string[] = ['']
  let depth = 0
  for (const character of line) {
    if (character === '(') depth++
    if (character === ')') depth--
    if (character === at && depth === 0) pieces.push('')
    else pieces[pieces.length - 1] += character
  }
  return pieces
}
