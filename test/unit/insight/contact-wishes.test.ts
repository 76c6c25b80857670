import { expect, it } from 'vitest'
import { createUnderstand } from '../../../src/insight/understand.ts'
import { catalog, lexicon } from '../../support/insight.ts'

const understand = createUnderstand(lexicon, catalog)
const kindsIn = (text: string) => understand(text).contact.wishes?.map(({ kind }) => kind) ?? []

it.each([
  ['请不要打电话给我，发消息就行', 'text only'],
  ['我听力不好', 'text only'],
  ['不要再打電話給我，傳訊息就好', 'text only'],
  ["I don't want you to call me", 'text only'],
  ['只用邮件联系', 'email only'],
  ['Please email me only', 'email only'],
  ['只在这里联系就好', 'chat only'],
  ['上班时间别打电话', 'not at work'],
  ['不要上門', 'no visits'],
  ['别再让小王联系我', 'not that person'],
  ['that courier must not contact me again', 'not that person'],
] as const)('"%s" is the wish %s', (text, kind) => {
  expect(kindsIn(text)).toEqual([kind])
})

it.each([
  '我没接到电话',
  '我给你们打电话没人接',
  '快递员给我打电话说到了',
  'I called you three times',
  '上班时间是几点',
])('"%s" is no wish about contact', (text) => {
  expect(kindsIn(text)).toEqual([])
})

it('keeps the clause that says whom', () => {
  const [wish] = understand('他骂人，别再让小王联系我，谢谢').contact.wishes ?? []
  expect(wish?.words).toBe('别再让小王联系我')
})
