import { createRequire } from 'node:module'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { beforeAll, expect, it } from 'vitest'
import { drawImports } from '../support/draw-imports.ts'

const { forbidden, options } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs')
let cruised: ICruiseResult

beforeAll(async () => {
  const { output } = await cruise(['src', 'flows'], {
    ...options,
    ruleSet: { forbidden },
    validate: true,
    tsPreCompilationDeps: true,
  })
  if (typeof output === 'string') throw new Error('the cruiser answered with text')
  cruised = output
}, 60_000)

it('imports point one way, and the rules were held against every module', () => {
  const { violations, totalCruised } = cruised.summary
  expect(totalCruised).toBeGreaterThan(100)
  expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
})

it('ARCHITECTURE.md shows the imports as they are; UPDATE=1 draws them anew', () => {
  const { stands, written } = drawImports('ARCHITECTURE.md', cruised.modules)
  expect(stands).toBe(written)
})
