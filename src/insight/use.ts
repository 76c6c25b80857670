import type { InEveryLanguage } from '../domain/catalog.ts'
import type { Entry, Meaning } from './lexicon.ts'

/** An option of a closed question as the scanner finds it. */
export type OptionUse = {
  category: string
  question: string
  slot: string
  option: string
  label: InEveryLanguage
}

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

/** Every field in one order, absent ones as `undefined`. */
export function allOf(means: Meaning): AllOf<Meaning> {
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

/** A use that stands for nothing, to be filled in. */
export const nothing: Use = {
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
export function isSame(a: Use, b: Use): boolean {
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
export function countsLength({ means, masks, option }: Use): boolean {
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

/** What every word of an entry of the lexicon stands for; `english` where it is from an English list. */
export function useOf(entry: Entry, bits: ReadonlyMap<string, number>, english: boolean): Use {
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

/** A bit for each kind of negation of the lexicon. */
export function negationBits(entries: readonly Entry[]): Map<string, number> {
  const bits = new Map<string, number>()
  for (const { means } of entries) {
    if (means.negation !== undefined && !bits.has(means.negation))
      bits.set(means.negation, 1 << bits.size)
  }
  return bits
}

/** The bits of those negations in one number. */
export function bitsOf(names: readonly string[], bits: ReadonlyMap<string, number>): number {
  return names.reduce((all, name) => all | (bits.get(name) ?? 0), 0)
}
