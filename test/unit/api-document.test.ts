import { readFileSync } from 'node:fs'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { expect, it } from 'vitest'

it('the document of the API keeps to OpenAPI 3.1 and to the rules of a linter', async () => {
  const source = readFileSync('docs/openapi.yaml', 'utf8')
  const config = await createConfig({
    extends: ['recommended-strict'],
    // Nothing about reading the document itself can be wrong.
    rules: { 'operation-4xx-response': 'off' },
  })
  const problems = await lintFromString({ source, config })
  expect(
    problems.map(
      ({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`,
    ),
  ).toEqual([])
})
