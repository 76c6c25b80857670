import { describe, expect, test } from 'vitest'
import { judgeLevel } from '../../../src/domain/level.ts'
import type { Policy } from '../../../src/domain/policy.ts'
import type { Level } from '../../../src/domain/ticket.ts'

const levels: Policy['levels'] = {
  major: { rule: 'level.major', value: 3 },
  wakes: { rule: 'level.wakes', value: 4 },
  loss: { rule: 'level.loss', from: 50_000, level: 3 },
  words: [
    { rule: 'level.death', lexicon: 'death', level: 5 },
    { rule: 'level.hurt', lexicon: 'hurt', level: 4 },
    { rule: 'level.court', lexicon: 'court', level: 3 },
  ],
  latePromotion: { rule: 'level.late', by: 1 },
}
const category = (level: Level) => ({ level, levelRule: `level.category.${level}` })

describe('the level', () => {
  test.each([
    ['of a category', { category: category(2), hits: [], hurt: false }, 2, 'level.category.2'],
    ['of somebody hurt', { category: category(2), hits: [], hurt: true }, 4, 'level.hurt'],
    [
      'of a death, over everything else',
      {
        category: category(3),
        loss: 90_000,
        hits: [
          { lexicon: 'court', words: '起诉' },
          { lexicon: 'death', words: '去世' },
        ],
        hurt: true,
      },
      5,
      'level.death',
    ],
    [
      'of a loss just large enough',
      { category: category(2), loss: 50_000, hits: [], hurt: false },
      3,
      'level.loss',
    ],
    [
      'of a loss just too small',
      { category: category(2), loss: 49_999, hits: [], hurt: false },
      2,
      'level.category.2',
    ],
    [
      'of a category that a rule equals',
      { category: category(3), loss: 50_000, hits: [], hurt: false },
      3,
      'level.category.3',
    ],
    [
      'of words of a list no rule names',
      { category: category(1), hits: [{ lexicon: 'rude', words: '垃圾' }], hurt: false },
      1,
      'level.category.1',
    ],
  ])('%s', (_, seen, level, rule) => {
    expect(judgeLevel(seen, levels)).toMatchObject({ level, rule })
  })

  test('names the words and the sum it was judged from', () => {
    const court = {
      category: category(2),
      hits: [{ lexicon: 'court', words: '起诉' }],
      hurt: false,
    }
    expect(judgeLevel(court, levels)).toEqual({ level: 3, rule: 'level.court', words: '起诉' })
    const loss = { category: category(2), loss: 129_950, hits: [], hurt: false }
    expect(judgeLevel(loss, levels)).toEqual({ level: 3, rule: 'level.loss', words: '1299.50' })
    expect(judgeLevel({ ...loss, loss: 1 }, levels)).not.toHaveProperty('words')
  })
})
