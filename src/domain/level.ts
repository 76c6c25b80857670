import type { LevelHit } from './catalog.ts'
import { yuan } from './money.ts'
import type { Policy } from './policy.ts'
import type { Level } from './ticket.ts'

/** What a complaint's gravity is judged from. `loss` in 分; `words` are lexicon hits: which list, which words. */
export type Gravity = {
  category: { level: Level; levelRule: string }
  loss?: number
  hits: readonly { lexicon: string; words: string }[]
  /** Somebody was hurt: counts as a hit of the lexicon `hurt`. */
  hurt: boolean
}

/** The highest level any rule gives, with that rule; among equals the category's own. */
export function judgeLevel(seen: Gravity, levels: Policy['levels']): LevelHit {
  const found: LevelHit[] = [{ level: seen.category.level, rule: seen.category.levelRule }]
  const hits = seen.hurt ? [...seen.hits, { lexicon: 'hurt', words: '' }] : seen.hits
  for (const { lexicon, words } of hits) {
    for (const rule of levels.words) {
      if (rule.lexicon === lexicon) found.push(hit(rule, words))
    }
  }
  if (seen.loss !== undefined && seen.loss >= levels.loss.from) {
    found.push(hit(levels.loss, yuan(seen.loss)))
  }
  return found.reduce((gravest, other) => (other.level > gravest.level ? other : gravest))
}

function hit({ level, rule }: { level: Level; rule: string }, words: string): LevelHit {
  return words === '' ? { level, rule } : { level, rule, words }
}
