import type { Category, LevelHit } from '../domain/catalog.ts'
import type { Policy } from '../domain/policy.ts'
import type { Because } from '../domain/ticket.ts'
import type { Reading } from './read-page.ts'

export type LevelRules = Policy['levels']

const major = 3

/** The gravest level that words, the category or a named loss (分) give, with its rule; only levels above the usual. */
export function tellLevel(given: {
  reading: Reading
  category: Category | undefined
  because: Because | undefined
  loss: number | undefined
  rules: LevelRules | undefined
}): LevelHit | undefined {
  const { reading, category, because, loss, rules } = given
  let gravest: LevelHit | undefined
  const consider = (hit: LevelHit) => {
    if (hit.level >= major && (!gravest || hit.level > gravest.level)) gravest = hit
  }
  for (const { use, start, end } of reading.hits) {
    const { lexicon, level } = use.means
    if (lexicon === undefined || level === undefined) continue
    const rule = rules?.words.find((one) => one.lexicon === lexicon)
    const words = reading.page.raw.slice(start, end)
    consider({ level: rule?.level ?? level, rule: rule?.rule ?? use.rule, words })
  }
  if (category) {
    const words = because?.words === undefined ? {} : { words: because.words }
    consider({ level: category.level, rule: category.levelRule, ...words })
  }
  if (rules && loss !== undefined && loss >= rules.loss.from) {
    consider({ level: rules.loss.level, rule: rules.loss.rule })
  }
  return gravest
}

/** The words that say somebody was hurt or died. */
export function tellHurt(reading: Reading): Because | undefined {
  const hit = reading.hits.find(
    ({ use }) => use.means.lexicon === 'hurt' || use.means.lexicon === 'death',
  )
  return hit && { rule: hit.use.rule, words: reading.page.raw.slice(hit.start, hit.end) }
}
