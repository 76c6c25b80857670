import type { Catalog } from '../domain/catalog.ts'
import { type Spelled, type Spelling, spellings } from './expand.ts'
import { createFold, type Fold } from './fold.ts'
import type { Lexicon } from './lexicon.ts'
import { createScanner, type Term } from './scan.ts'
import {
  allOf,
  bitsOf,
  countsLength,
  isSame,
  negationBits,
  nothing,
  type OptionUse,
  type Use,
  useOf,
} from './use.ts'

/** Folded words that mean an option only where the answer is little else, by category and question. */
export type WholeAnswers = ReadonlyMap<string, readonly { text: string; option: string }[]>
/** A part of a pattern: any of `terms`, at most `reach` characters after the part before. */
export type PatternPart = { id: number; terms: ReadonlySet<number>; reach: number }
/** Words that begin with a term already found and go on with these parts in a row. */
export type Pattern = { rest: readonly PatternPart[]; use: Use }

/** The lexicon and the catalog's words, ready to be found in one pass. */
export type Compiled = {
  fold: Fold
  scan: ReturnType<typeof createScanner>
  usesOf: readonly (readonly Use[])[]
  patternsOf: readonly (readonly Pattern[])[]
  /** The parts of patterns, by their ids, in which a term stands. */
  partsOf: readonly (readonly number[])[]
  parts: number
  facts: readonly { slot: string; pattern: RegExp }[]
  wholeAnswers: WholeAnswers
  /** Facts without words that call for them: tried where there are digits. */
  openFacts: readonly number[]
  /** Facts that are only read as the answer for their slot. */
  askedFacts: ReadonlyMap<string, readonly number[]>
}

export function compile(
  lexicon: Pick<Lexicon, 'entries' | 'facts'>,
  catalog: Pick<Catalog, 'categories'>,
): Compiled {
  const fold = createFold()
  const terms: Term[] = []
  const idOf = new Map<string, number>()
  const usesOf: Use[][] = []
  const patternsOf: Pattern[][] = []
  const partsOf: number[][] = []
  let parts = 0
  const bits = negationBits(lexicon.entries)

  function termId(part: string, open: boolean): number {
    const text = fold.word(part)
    const known = idOf.get(text)
    if (known !== undefined) {
      if (open) terms[known] = { text, open }
      return known
    }
    const id = terms.push({ text, open }) - 1
    idOf.set(text, id)
    usesOf.push([])
    patternsOf.push([])
    partsOf.push([])
    return id
  }

  function add(spelled: Spelling, use: Use): void {
    const ids = spelled.parts.map(({ terms: all }, i) => {
      const whole = countsLength(use) || spelled.parts[i + 1]?.follows === true
      return (whole ? all : shortest(all)).map(({ text, open }) => termId(text, open))
    })
    const [first, ...more] = ids
    if (!first) return
    if (more.length === 0) {
      for (const id of first)
        if (!usesOf[id]!.some((known) => isSame(known, use))) usesOf[id]!.push(use)
      return
    }
    const rest = more.map((terms, i) => {
      const id = parts++
      for (const term of terms) partsOf[term]!.push(id)
      return { id, terms: new Set(terms), reach: reachOf(spelled.parts[i + 1]!.follows, use) }
    })
    for (const id of first) patternsOf[id]!.push({ rest, use })
  }

  for (const entry of lexicon.entries) {
    const means = allOf(entry.means)
    for (const [locale, lines] of Object.entries(entry.words)) {
      const use = { ...useOf(entry, bits, locale === 'en'), means }
      for (const line of lines ?? []) for (const spelled of spellings(line)) add(spelled, use)
    }
  }
  const wholeAnswers = new Map<string, { text: string; option: string }[]>()
  for (const [line, use] of optionLines(catalog, bits)) {
    for (const spelled of spellings(line)) {
      if (!spelled.exact) add(spelled, use)
      else keepWhole(wholeAnswers, use.option!, spelled, fold)
    }
  }
  lexicon.facts.forEach((fact, index) => {
    for (const line of fact.near ?? [])
      for (const spelled of spellings(line)) add(spelled, { ...nothing, fact: index })
  })

  return {
    fold,
    scan: createScanner(terms, fold.kinds),
    usesOf,
    patternsOf,
    partsOf,
    parts,
    facts: lexicon.facts.map(({ slot, pattern }) => ({
      slot,
      pattern: new RegExp(fold.word(pattern, true), 'u'),
    })),
    wholeAnswers,
    openFacts: lexicon.facts.flatMap(({ near, asked }, i) => (near || asked ? [] : [i])),
    askedFacts: askedFacts(lexicon),
  }
}

function askedFacts(lexicon: Pick<Lexicon, 'facts'>): Map<string, number[]> {
  const bySlot = new Map<string, number[]>()
  lexicon.facts.forEach(({ slot, asked }, i) => {
    if (!asked) return
    const question = asked === true ? slot : asked
    bySlot.set(question, [...(bySlot.get(question) ?? []), i])
  })
  return bySlot
}

function shortest(part: readonly Spelled[]): readonly Spelled[] {
  const texts = new Set(part.map(({ text }) => text))
  return part.filter(({ text }) => {
    if (text.charCodeAt(0) < 128) return true
    for (let end = 1; end < text.length; end++) if (texts.has(text.slice(0, end))) return false
    return true
  })
}

function reachOf(follows: boolean, use: Use): number {
  if (follows) return use.english ? 1 : 0
  return use.english ? 30 : 9
}

function optionLines(
  catalog: Pick<Catalog, 'categories'>,
  bits: ReadonlyMap<string, number>,
): [string, Use][] {
  const unless = bitsOf(['none', 'isnot'], bits)
  return catalog.categories.flatMap((category) =>
    category.closed.flatMap((question) =>
      (question.options ?? []).flatMap(({ id, label, words }) => {
        const option = {
          category: category.id,
          question: question.id,
          slot: question.slot,
          option: id,
          label,
        }
        const use = { ...nothing, unless, option }
        const labels = Object.values(label).map((text): [string, Use] => [`=${text}`, use])
        return [...words.map((word): [string, Use] => [word, use]), ...labels]
      }),
    ),
  )
}

function keepWhole(
  answers: Map<string, { text: string; option: string }[]>,
  { category, question, option }: OptionUse,
  { parts }: Spelling,
  fold: Fold,
): void {
  const key = `${category}/${question}`
  const known = answers.get(key) ?? []
  answers.set(key, known)
  for (const { text } of parts[0]?.terms ?? []) known.push({ text: fold.word(text), option })
}
