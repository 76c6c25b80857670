/**
 * The short way in which the lexicon writes many words: `(a|b)` is either, an empty alternative is nothing, `…` is a few
 * characters of the same sentence, a last `-` is any ending (of a word in Latin letters), a first `=` is "the answer is
 * just this".
 */
export type Spelling = { parts: readonly Part[]; exact: boolean }

/** Terms any of which may stand here; the `open` ones may go on in Latin letters. */
export type Part = readonly { text: string; open: boolean }[]

/** What one line of the lexicon stands for. */
export function spelling(line: string): Spelling {
  const exact = line.startsWith('=')
  const parts = splitOutside(exact ? line.slice(1) : line, '…').map(termsOf)
  return { parts: parts.filter((part) => part.length > 0), exact }
}

function termsOf(part: string): Part {
  const texts = choices(part).map((choice) => choice.replaceAll(/\s+/g, ' ').trim())
  const without = texts.filter((text) => text.includes("'")).map((text) => text.replaceAll("'", ''))
  return [...new Set([...texts, ...without])]
    .filter((text) => text !== '' && text !== '-')
    .map((text) => ({ text: text.replace(/-$/, ''), open: text.endsWith('-') }))
}

/** Every text that alternatives divided by `|` stand for. */
function choices(line: string): string[] {
  return splitOutside(line, '|').flatMap(sequences)
}

/** Every text that words and groups in a row stand for. */
function sequences(line: string): string[] {
  let texts = ['']
  for (let at = 0; at < line.length; ) {
    const end = line[at] === '(' ? closing(line, at) : nextGroup(line, at)
    const more = line[at] === '(' ? choices(line.slice(at + 1, end)) : [line.slice(at, end)]
    texts = more.length === 1 ? texts.map((text) => text + more[0]) : texts.flatMap((text) => more.map((one) => text + one))
    at = line[at] === '(' ? end + 1 : end
  }
  return texts
}

function nextGroup(line: string, from: number): number {
  const at = line.indexOf('(', from)
  return at < 0 ? line.length : at
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
