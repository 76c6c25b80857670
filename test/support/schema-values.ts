import fc from 'fast-check'
import type { DescribedApi, Schema } from './described-api.ts'

/** Values of a schema, as far as this document's schemas go. */
export function valuesOf(described: Schema, api: DescribedApi): fc.Arbitrary<unknown> {
  const schema = api.resolve(described as Schema & { $ref: string }) as Schema
  if (schema.oneOf) return fc.oneof(...schema.oneOf.map((one) => valuesOf(one, api)))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema
      const values = Object.entries(properties).map(
        ([key, of]) => [key, valuesOf(of, api)] as const,
      )
      return fc.record(Object.fromEntries(values), { requiredKeys: required })
    }
    case 'array': {
      const { items = {}, minItems = 0, maxItems = 3 } = schema
      return fc.array(valuesOf(items, api), {
        minLength: minItems,
        maxLength: Math.min(maxItems, 3),
      })
    }
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 2 ** 31 })
    case 'boolean':
      return fc.boolean()
    case 'string':
      return text(schema)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function text({ pattern, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  if (pattern) return fc.stringMatching(new RegExp(pattern, 'u'))
  return fc.oneof(
    fc.string({ minLength, maxLength: Math.min(maxLength, 60) }),
    fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 60) }),
    fc
      .constantFrom('杯子漏水，我要投诉', 'It broke. I complain.', '2', '人工', '我的投诉')
      .filter((one) => one.length <= maxLength),
  )
}
