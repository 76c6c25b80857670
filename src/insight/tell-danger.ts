import type { DangerKind } from '../domain/danger.ts'
import type { Danger, Safety } from '../domain/safety.ts'
import { compile } from './compile.ts'
import { kinds, type Page } from './fold.ts'
import type { Cue, SafetyWords } from './lexicon.ts'
import { createReader, type Hit, type Reading } from './read-page.ts'
import { createRepair } from './repair-words.ts'

type Threat = Hit & { use: { means: { danger: DangerKind } } }

/**
 * Finds people in danger now: by the words of `flows/catalog/safety`, also as somebody in a hurry or a machine that listens
 * spells them; not where they are denied, past, supposed, over, or an idiom. Pure; the gravest of several is told.
 */
export function createDangerReader(
  words: SafetyWords,
  { kinds: grave }: Pick<Safety, 'kinds'>,
): (text: string) => Danger | undefined {
  const compiled = compile({ entries: words.entries, facts: [] }, { categories: [] })
  const read = createReader(compiled)
  const repair = createRepair(words.sounds, compiled.fold)
  const order = new Map(grave.map(({ kind }, i) => [kind, i]))

  function gravest(dangers: readonly Danger[]): Danger | undefined {
    const rank = ({ kind, sure }: Danger) => (sure ? 0 : 100) + (order.get(kind) ?? 99)
    return dangers.reduce<Danger | undefined>(
      (first, other) => (!first || rank(other) < rank(first) ? other : first),
      undefined,
    )
  }

  /** The words are told as they were written, where putting them right has not moved them. */
  function tell(text: string, written: string): Danger | undefined {
    const reading = read(compiled.fold.page(text))
    const shown = written.length === text.length ? written : text
    return gravest(dangersIn(reading, shown, compiled.fold.kinds))
  }

  return (text) => {
    const written = compiled.fold.page(text).raw
    const plain = tell(written, written)
    if (plain?.sure) return plain
    const repaired = repair(written)
    return (repaired === written ? undefined : tell(repaired, written)) ?? plain
  }
}

function dangersIn(reading: Reading, shown: string, kindOf: Uint8Array): Danger[] {
  const { hits, page } = reading
  const threats = hits.filter((hit): hit is Threat => hit.use.means.danger !== undefined)
  if (threats.length === 0) return []
  const cues = hits.filter(({ use }) => use.means.cue !== undefined)
  const isNow = cues.some(({ use }) => use.means.cue === 'now')
  return threats
    .filter((threat) => !isTakenAway({ threat, cues, isNow, page, kindOf }))
    .map(({ use, start, end }) => {
      const { danger, sure } = use.means
      const certain = sure === undefined || (sure === 'now' && isNow)
      return { kind: danger, sure: certain, rule: use.rule, words: shown.slice(start, end) }
    })
}

function isTakenAway(given: {
  threat: Threat
  cues: readonly Hit[]
  isNow: boolean
  page: Page
  kindOf: Uint8Array
}): boolean {
  const { threat, cues, isNow, page, kindOf } = given
  const despite = threat.use.means.despite ?? []
  return cues.some(({ use, start, end }) => {
    const cue = use.means.cue as Cue
    if (cue === 'now' || despite.includes(cue)) return false
    if (cue === 'over') return !isNow && start >= threat.end
    if (cue === 'past' && isNow) return false
    return end <= threat.start && !hasStop(page, end, threat.start, kindOf)
  })
}

function hasStop(page: Page, from: number, to: number, kindOf: Uint8Array): boolean {
  for (let i = from; i < to; i++) if (kindOf[page.codes[i]!]! === kinds.stop) return true
  return false
}
