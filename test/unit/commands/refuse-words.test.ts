import { describe, expect, it, test } from 'vitest'
import { refuseWords } from '../../../src/inbox/commands/refuse-words.ts'

const guard = {
  findPromise: (text: string) => /退|给你\d+元/.exec(text)?.[0],
  findBadManners: (text: string) => /活该/.exec(text)?.[0],
  findCall: () => undefined,
  findMedical: () => undefined,
}

describe('words for a customer', () => {
  it('may tell of the sum that was approved and agreed', () => {
    expect(refuseWords('300 元已退回', guard, [30_000])).toBeUndefined()
  })

  test.each([
    ['another sum', '400 元已退回', [30_000]],
    ['one sum too many', '退 300 元，再退 50 元', [30_000]],
    ['no sum', '已退回', [30_000]],
    ['nothing agreed', '300 元已退回', []],
    ['a gap in the sum', '给你 300 元', []],
  ])('may not promise: %s', (_, text, agreed) => {
    expect(refuseWords(text, guard, agreed)).toMatchObject({ kind: 'misused' })
  })

  it('are polite, whatever was agreed', () => {
    expect(refuseWords('300 元已退回，活该', guard, [30_000])).toMatchObject({ kind: 'misused' })
  })
})
