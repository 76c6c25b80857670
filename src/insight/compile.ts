import type { Catalog } from '../domain/catalog.ts'
import type { InEveryLanguage } from '../domain/catalog.ts'
import { type Part, type Spelling, spelling } from './expand.ts'
import { createFold, type Fold } from './fold.ts'
import type { Entry, Lexicon, Meaning } from './lexicon.ts'
import { createScanner, type Term } from './scan.ts'

/** An option of a closed question as the scanner finds it. */
export type OptionUse = {
  category: string
  question: string
  slot: string
  option: string
  label: InEveryLanguage
  exact: boolean
}

/** What a found term or pattern stands for. */
export type Use = {
  rule: string
  means: Meaning
  alone: boolean
  /** Negations that take it away, as bits. */
  unless: number
  /** From an English list. */
  english: boolean
  /** For a negation: its bit, and how far it reaches in characters. */
  bit: number
  reach: number
  masks: boolean
  option?: OptionUse
  /** The fact pattern that becomes worth trying. */
  fact?: number
}

/** Parts in a row within `reach` characters each: of each part any term. */
export type Pattern = { parts: readonly ReadonlySet<number>[]; use: Use; reach: number }

/** The lexicon and the catalog's words, ready to be found in one pass. */
export type Compiled = {
  fold: Fold
  scan: ReturnType<typeof createScanner>
  usesOf: readonly (readonly Use[])[]
  patternsOf: readonly (readonly Pattern[])[]
  facts: readonly { slot: string; gated: boolean; asked: boolean; pattern: RegExp }[]
}

export function compile(lexicon: Lexicon, catalog: Catalog): Compiled {
  const fold = createFold()
  const terms: Term[] = []
  const idOf = new Map<string, number>()
  const usesOf: Use[][] = []
  const patternsOf: Pattern[][] = []
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
    return id
  }

  function add({ parts }: Spelling, use: Use): void {
    const ids = parts.map((part) =>
      (countsLength(use) ? part : shortest(part)).map(({ text, open }) => termId(text, open)),
    )
    const [first, ...more] = ids
    if (more.length === 0) for (const id of first!) usesOf[id]!.push(use)
    else {
      const pattern = { parts: ids.map((id) => new Set(id)), use, reach: use.english ? 30 : 9 }
      for (const id of new Set(first)) patternsOf[id]!.push(pattern)
    }
  }

  for (const entry of lexicon.entries) {
    for (const [locale, lines] of Object.entries(entry.words)) {
      const use = useOf(entry, bits, locale === 'en')
      for (const line of lines ?? []) add(spelling(line), use)
    }
  }
  for (const [line, use] of optionLines(catalog, bits)) {
    const spelled = spelling(line)
    add(spelled, withExact(use, spelled.exact))
  }
  lexicon.facts.forEach((fact, index) => {
    for (const line of fact.near ?? []) add(spelling(line), { ...nothing, fact: index })
  })

  return {
    fold,
    scan: createScanner(terms, fold.kinds),
    usesOf,
    patternsOf,
    facts: lexicon.facts.map((fact) => ({
      slot: fact.slot,
      gated: fact.near !== undefined,
      asked: fact.asked === true,
      pattern: new RegExp(fold.word(fact.pattern, true), 'du'),
    })),
  }
}

const nothing: Use = {
  rule: '',
  means: {},
  alone: false,
  unless: 0,
  english: false,
  bit: 0,
  reach: 0,
  masks: false,
}

/** Where how long the words are decides something, longer spellings are kept beside the shorter they begin with. */
function countsLength({ means, masks, option }: Use): boolean {
  return (
    masks ||
    option !== undefined ||
    means.intent !== undefined ||
    means.says !== undefined ||
    means.language !== undefined ||
    means.remedy !== undefined ||
    means.slot !== undefined ||
    means.negation !== undefined
  )
}

function shortest(part: Part): Part {
  const texts = new Set(part.map(({ text }) => text))
  return part.filter(({ text }) => {
    for (let end = 1; end < text.length; end++) {
      if (texts.has(text.slice(0, end)) && !/[a-z0-9]/i.test(text)) return false
    }
    return true
  })
}

function useOf(entry: Entry, bits: ReadonlyMap<string, number>, english: boolean): Use {
  const { means } = entry
  const within = means.within ?? 3
  return {
    rule: entry.rule,
    means,
    alone: entry.alone === true,
    unless: bitsOf(entry.unless ?? [], bits),
    english,
    bit: means.negation === undefined ? 0 : (bits.get(means.negation) ?? 0),
    reach: english ? within * 5 : within,
    masks: means.mask === true || means.product === true,
  }
}

function negationBits(entries: readonly Entry[]): Map<string, number> {
  const bits = new Map<string, number>()
  for (const { means } of entries) {
    if (means.negation !== undefined && !bits.has(means.negation))
      bits.set(means.negation, 1 << bits.size)
  }
  return bits
}

function bitsOf(names: readonly string[], bits: ReadonlyMap<string, number>): number {
  return names.reduce((all, name) => all | (bits.get(name) ?? 0), 0)
}

function optionLines(catalog: Catalog, bits: ReadonlyMap<string, number>): [string, Use][] {
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
          exact: false,
        }
        const use = { ...nothing, unless, option }
        const labels = Object.values(label).map((text): [string, Use] => [`=${text}`, use])
        return [...words.map((word): [string, Use] => [word, use]), ...labels]
      }),
    ),
  )
}

function withExact(use: Use, exact: boolean): Use {
  return exact && use.option ? { ...use, option: { ...use.option, exact } } : use
}
