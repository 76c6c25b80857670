import { createFold } from './fold.ts'
import type { GuardRule, Lexicon } from './lexicon.ts'

/** What the guard objects to: the rule, and the words as they were written. */
export type Objection = { rule: string; words: string }

export type Guard = {
  /** Finds an offer of money or money's worth; not where it is only asked about or explained. In doubt it finds. */
  findPromise(text: string): Objection | undefined
  /** Finds what is never said to a customer: making him wait, blaming, brushing off. */
  findBadManners(text: string): Objection | undefined
  /** Finds that a phone call is announced, which a customer may have asked us to spare him. */
  findCall(text: string): Objection | undefined
  /** Finds that medical papers are asked for, which needs the customer's yes first (PIPL art. 29). */
  findMedical(text: string): Objection | undefined
}

/** The guard on staff's own words to customers, by the rules of `lexicon/guard.yaml`. */
export function createGuard(lexicon: Lexicon): Guard {
  const fold = createFold()
  const compile = (source: string) => new RegExp(fold.word(source, true), 'gmu')
  const compiled = (rules: readonly GuardRule[]) =>
    rules.map(({ rule, find, except = [] }) => ({
      rule,
      find: find.map(compile),
      except: except.map(compile),
    }))
  const promises = compiled(lexicon.guard.promises)
  const manners = compiled(lexicon.guard.manners)
  const medical = compiled(lexicon.guard.medical)
  const calls = compiled(lexicon.guard.calls)

  function firstOf(rules: ReturnType<typeof compiled>, text: string): Objection | undefined {
    const raw = text.normalize('NFC')
    const folded = fold.word(raw)
    for (const { rule, find, except } of rules) {
      let left = folded
      for (const pattern of except)
        left = left.replace(pattern, (words) => '\u0000'.repeat(words.length))
      for (const pattern of find) {
        pattern.lastIndex = 0
        const match = pattern.exec(left)
        if (match) return { rule, words: raw.slice(match.index, match.index + match[0].length) }
      }
    }
    return undefined
  }

  return {
    findPromise: (text) => firstOf(promises, text),
    findBadManners: (text) => firstOf(manners, text),
    findCall: (text) => firstOf(calls, text),
    findMedical: (text) => firstOf(medical, text),
  }
}
