import { expect, it } from 'vitest'
import { remembering } from '../../../src/insight/remember.ts'
import { understood } from '../../support/toy-flow.ts'

it('reads a message once, and again when another question was asked', () => {
  const read: string[] = []
  const understand = remembering((text) => {
    read.push(text)
    return understood({ facts: { product: text } })
  })
  const first = understand('kettle')
  expect(understand('kettle')).toBe(first)
  understand('kettle', { question: 'when' })
  for (let n = 0; n < 1_001; n++) understand(`message ${n}`)
  understand('kettle')
  expect(read.filter((text) => text === 'kettle')).toHaveLength(3)
})
