import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parseMoney, yuan } from '../../../src/domain/money.ts'

describe('a sum a person wrote', () => {
  test.each([
    ['300', 30_000],
    ['300元', 30_000],
    ['300 块钱', 30_000],
    ['300塊', 30_000],
    ['¥1,299.50', 129_950],
    ['￥88', 8_800],
    ['RMB 1299.5', 129_950],
    ['300 yuan', 30_000],
    ['３００元', 30_000],
    ['1.2万', 1_200_000],
    ['3万元', 3_000_000],
    ['三百块', 30_000],
    ['三百五', 35_000],
    ['一千二百', 120_000],
    ['两千五', 250_000],
    ['一千零五', 100_500],
    ['两千零五十元', 205_000],
    ['十二', 1_200],
    ['二十', 2_000],
    ['一万二', 1_200_000],
    ['一万零二', 1_000_200],
    ['十万', 10_000_000],
    ['三萬五千塊', 3_500_000],
    ['5百块', 50_000],
    ['3块5', 350],
    ['三块五', 350],
    ['3元5角', 350],
    ['五毛', 50],
    ['20分', 20],
    ['0', 0],
  ])('%s', (written, fen) => {
    expect(parseMoney(written)).toBe(fen)
  })

  test.each([
    '',
    '元',
    '3k',
    '-5',
    '1,29',
    '1.234',
    '$300',
    '三百三百',
    '五五',
    '三元钱包',
    '1e3',
    '百万千',
  ])('%j is none', (written) => {
    expect(parseMoney(written)).toBeUndefined()
  })

  it('is read back as it was shown', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 9), (fen) => {
        expect(parseMoney(yuan(fen))).toBe(fen)
        expect(parseMoney(`¥${yuan(fen)}元`)).toBe(fen)
      }),
    )
  })

  it('never becomes a fraction of 分, whatever was written', () => {
    const sign = fc.constantFrom(...'0123456789.,万一二两三十百千零元块角毛分¥ ')
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 8 }), (text) => {
        const fen = parseMoney(text)
        expect(fen === undefined || (Number.isSafeInteger(fen) && fen >= 0)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})

it('shows 分 only where there are some', () => {
  expect([0, 5, 30_000, 29_950, -150].map(yuan)).toEqual(['0', '0.05', '300', '299.50', '-1.50'])
})
