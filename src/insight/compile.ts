import type { Catalog, InEveryLanguage } from '../domain/catalog.ts'
import { type Spelled, type Spelling, spellings } from './expand.ts'
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
}

/** Folded words that mean an option only where the answer is little else, by category and question. */
export type WholeAnswers = ReadonlyMap<string, readonly { text: string; option: string }[]>

/** What a found term or pattern stands for. All have the same fields in the same order, which makes reading them fast. */
export type Use = {
  rule: string
  means: AllOf<Meaning>
  alone: boolean
  /** Negations that take it away, as bits. */
  unless: number
  /** From an English list. */
  english: boolean
  /** For a negation: its bit, and how far it reaches in characters. */
  bit: number
  reach: number
  masks: boolean
  /** Counts only in a message of few words. */
  small: boolean
  option: OptionUse | undefined
  /** The fact pattern that becomes worth trying; -1: none. */
  fact: number
}

type AllOf<T> = { [K in keyof Required<T>]: T[K] | undefined }

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

function allOf(means: Meaning): AllOf<Meaning> {
  return {
    intent: means.intent,
    says: means.says,
    grievance: means.grievance,
    category: means.category,
    weight: means.weight,
    lexicon: means.lexicon,
    level: means.level,
    mood: means.mood,
    remedy: means.remedy,
    wanting: means.wanting,
    language: means.language,
    negation: means.negation,
    within: means.within,
    mask: means.mask,
    product: means.product,
    slot: means.slot,
    telling: means.telling,
    praise: means.praise,
    loss: means.loss,
    english: means.english,
    answer: means.answer,
    danger: means.danger,
    sure: means.sure,
    cue: means.cue,
    despite: means.despite,
    contact: means.contact,
    relation: means.relation,
  }
}

const nothing: Use = {
  rule: '',
  means: allOf({}),
  alone: false,
  unless: 0,
  english: false,
  bit: 0,
  reach: 0,
  masks: false,
  small: false,
  option: undefined,
  fact: -1,
}

/** The languages of one entry share many words. */
function isSame(a: Use, b: Use): boolean {
  return (
    a.rule === b.rule &&
    a.means === b.means &&
    a.english === b.english &&
    a.option?.option === b.option?.option &&
    a.option?.question === b.option?.question &&
    a.option?.category === b.option?.category &&
    a.fact === b.fact
  )
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

function useOf(entry: Entry, bits: ReadonlyMap<string, number>, english: boolean): Use {
  const { means } = entry
  const within = means.within ?? 3
  return {
    rule: entry.rule,
    means: allOf(means),
    alone: entry.alone === true,
    unless: bitsOf(entry.unless ?? [], bits),
    english,
    bit: means.negation === undefined ? 0 : (bits.get(means.negation) ?? 0),
    reach: english ? within * 3 : within,
    masks: means.mask === true || means.product === true,
    small: entry.alone === true || means.says !== undefined,
    option: undefined,
    fact: -1,
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
