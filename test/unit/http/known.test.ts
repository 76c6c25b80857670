import { describe, expect, it } from 'vitest'
import { knownFrom, knownInScene, sceneFor } from '../../../src/http/known.ts'

describe('what a receipt’s code says', () => {
  it('is an order number and a shop’s name, words from outside', () => {
    expect(knownFrom({ order: ' SO-20261120 ', shop: '徐家汇店' })).toEqual({
      order: 'SO-20261120',
      shop: '徐家汇店',
    })
    expect(knownFrom({ shop: `a\u202eb\n\n  c\u0000${'长'.repeat(90)}` })?.shop).toMatch(
      /^ab c长{56}$/,
    )
  })

  it.each([
    ['nothing', {}],
    ['empty words', { order: ' ', shop: '\u202e' }],
    ['no order number', { order: '<script>alert(1)</script>' }],
    ['a very long one', { order: '1'.repeat(41) }],
    ['something else than words', { order: ['a'], shop: 7 }],
  ])('is not taken where it is %s', (_, given) => {
    expect(knownFrom(given)).toBeUndefined()
  })
})

describe('a code’s one word', () => {
  it('brings back what was put into it', () => {
    const known = { order: 'SO-42', shop: 'R&D 100% = a+b 店' }
    expect(knownInScene(sceneFor(known))).toEqual(known)
  })

  it.each([
    ['order=SO-42&shop=%E5%8D%97%E4%BA%AC%E5%BA%97', { order: 'SO-42', shop: '南京店' }],
    ['order:SO-42', { order: 'SO-42' }],
    ['shop_7', { shop: '7' }],
    ['shop:南京店', { shop: '南京店' }],
  ])('%s says what the talk is about', (scene, known) => {
    expect(knownInScene(scene)).toEqual(known)
  })

  it.each(['', 'x', 'channel_12', 'order:1', 'orders:SO-42', 'shop:'])(
    '%s says nothing',
    (scene) => {
      expect(knownInScene(scene)).toBeUndefined()
    },
  )
})
