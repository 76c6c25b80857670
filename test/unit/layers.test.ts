import { createRequire } from 'node:module'
import { cruise } from 'dependency-cruiser'
import { expect, it } from 'vitest'

const { forbidden, options } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs')

it('imports point one way, and the rules were held against every module', async () => {
  const { output } = await cruise(['src', 'flows'], {
    ...options,
    ruleSet: { forbidden },
    validate: true,
    tsPreCompilationDeps: true,
  })
  if (typeof output === 'string') throw new Error('the cruiser answered with text')
  const { violations, totalCruised } = output.summary
  expect(totalCruised).toBeGreaterThan(100)
  expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
})
