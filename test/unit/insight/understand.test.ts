import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createUnderstand } from '../../../src/insight/understand.ts'
import { catalog, lexicon } from '../../support/insight.ts'
import { judgeSentences } from '../../support/sentences.ts'

const understand = createUnderstand(lexicon, catalog)

describe('understanding', () => {
  it('reads the sentences it was made for', () => {
    const { count, rate, misses } = judgeSentences('sentences.yaml', understand)
    console.info(`understood of ${count} sentences: ${(rate * 100).toFixed(1)} %`)
    expect(count).toBeGreaterThanOrEqual(200)
    expect(misses.slice(8), misses.join('\n')).toEqual([])
  })

  it('reads nine of ten sentences it was not made for', () => {
    const { count, rate } = judgeSentences('sentences.held-out.yaml', understand)
    console.info(`understood of ${count} held-out sentences: ${(rate * 100).toFixed(1)} %`)
    expect(count).toBeGreaterThanOrEqual(60)
    expect(rate).toBeGreaterThanOrEqual(0.9)
  })

  it('never throws, whatever is written', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join('')),
    )
    const asked = fc.record(
      {
        locale: fc.constantFrom('zh-CN', 'zh-TW', 'en'),
        category: fc.constantFrom(...catalog.categories.map(({ id }) => id), 'gone'),
        question: fc.constantFrom('parcel', 'order', 'wish', 'name', 'convenient', 'toString', 'x'),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(text, asked, (said, about) => {
        const understood = understand(said, about as never)
        expect(understood.intents).toBeDefined()
        expect(understand(said, about as never)).toEqual(understood)
      }),
      { numRuns: 3000 },
    )
  })

  it('reads a very long text without stopping at its length', () => {
    for (const piece of ['退款', 'a', '1', '1-', '买的', '(', '在店', ' ', '我要', 'order '])
      expect(understand(piece.repeat(1_000_000 / piece.length)).intents).toBeDefined()
  })

  it('takes the same words in both Chinese scripts for the same', () => {
    const simplified = understand('我买的吹风机用了一天就坏了，我要退款')
    const traditional = understand('我買的吹風機用了一天就壞了，我要退款')
    expect(traditional).toMatchObject({
      ...simplified,
      locale: 'zh-TW',
      facts: expect.anything(),
      category: { id: 'quality', rule: simplified.category!.rule },
    })
  })

  it('names the rule and the words of what it concludes', () => {
    const understood = understand('孩子被你们的玩具划伤了，我要找记者')
    expect(understood.category).toMatchObject({ id: 'injury', rule: 'L-hurt' })
    expect(understood.level).toEqual({ level: 4, rule: 'L-hurt', words: expect.any(String) })
  })

  it('lets the policy set the levels, and a named loss raise them', () => {
    const rules = {
      major: { rule: 'level.major', value: 3 },
      wakes: { rule: 'level.wakes', value: 4 },
      loss: { rule: 'level.loss', from: 50_000, level: 3 as const },
      words: [{ rule: 'level.media', lexicon: 'media', level: 4 as const }],
      latePromotion: { rule: 'level.late', by: 1 },
    }
    const strict = createUnderstand(lexicon, catalog, rules)
    expect(strict('我要找记者').level).toMatchObject({ level: 4, rule: 'level.media' })
    expect(strict('损失了500元').level).toEqual({ level: 3, rule: 'level.loss' })
    expect(strict('损失了499元').level).toBeUndefined()
  })
})

const pieces = [
  ...[
    '我',
    '的',
    '快递',
    '丢了',
    '退款',
    '不',
    '没',
    '一千二',
    '损失',
    '12315',
    '…',
    '第一个',
    '\u0000',
  ],
  ...[
    'order ',
    "don't ",
    '1381234',
    '5678',
    '@',
    'a.b',
    '昨天',
    '晚上',
    '打',
    '在',
    '店',
    '😡',
    '\ud83d',
  ],
  ...['\u202e', 'ＡＢ', '①', '買', '壞', '\n', ' ', '我叫', '王', '小明', '订单号', '-', '吗', '?'],
]
