import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'

export type Schema = {
  $ref?: string
  oneOf?: Schema[]
  const?: unknown
  enum?: unknown[]
  type?: string | string[]
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  items?: Schema
  minItems?: number
  maxItems?: number
  properties?: Record<string, Schema>
  required?: string[]
}
export type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema: Schema
}
type Answer = { content?: Record<string, { schema: Schema }> }
export type Operation = {
  operationId: string
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, Answer | { $ref: string }>
  security?: Record<string, string[]>[]
}
type Described = { paths: Record<string, Record<string, Operation>> }

/** One thing the document says can be asked. */
export type Ask = {
  path: string
  method: string
  operation: Operation
  parameters: readonly Parameter[]
}

/** `docs/openapi.yaml`, as requests are made from it and answers are held against it. */
export function describedApi() {
  const document = parse(readFileSync('docs/openapi.yaml', 'utf8')) as Described
  const ajv = new Ajv2020({ strict: false, allErrors: false })
  addFormats.default(ajv)
  ajv.addFormat('binary', true)
  ajv.addSchema({ ...document, $id: 'described' })
  const checks = new Map<string, ValidateFunction>()

  function resolve<T extends object>(node: T | { $ref: string }): T {
    const { $ref } = node as { $ref?: string }
    if ($ref === undefined) return node as T
    const steps = $ref.slice(2).split('/')
    return resolve(
      steps.reduce((at, step) => (at as Record<string, unknown>)[step]!, document as unknown) as T,
    )
  }

  /** Why a value is not what the schema at this place says; nothing where it is. */
  function fault(place: readonly string[], value: unknown): string | undefined {
    const pointer = place.map((step) =>
      encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')),
    )
    const $ref = `described#/${pointer.join('/')}`
    const check = checks.get($ref) ?? ajv.compile({ $ref })
    checks.set($ref, check)
    return check(value) ? undefined : ajv.errorsText(check.errors)
  }

  const asks: Ask[] = Object.entries(document.paths).flatMap(([path, { parameters, ...methods }]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation,
      parameters: [
        ...((parameters as unknown as Operation['parameters']) ?? []),
        ...(operation.parameters ?? []),
      ].map(resolve<Parameter>),
    })),
  )

  /** Whether a parameter of an address that reads so is of that schema. */
  function fitsText(described: Schema, text: string): boolean {
    const schema = resolve(described as Schema & { $ref: string }) as Schema
    if (schema.type !== 'integer') return ajv.validate(schema, text)
    return /^\d{1,15}$/.test(text) && ajv.validate(schema, Number(text))
  }

  return {
    document,
    fitsText,
    asks,
    resolve,
    /** Why the body is not one that the operation takes. */
    bodyFault: ({ path, method }: Ask, type: string, body: unknown) =>
      fault(['paths', path, method.toLowerCase(), 'requestBody', 'content', type, 'schema'], body),
    /** Why the answer is none that the document knows for this operation. */
    answerFault(
      { path, method, operation }: Ask,
      answer: { status: number; type: string; body: string },
    ): string | undefined {
      const described = operation.responses[answer.status]
      if (!described) return `${answer.status} is not described`
      const { content } = resolve<Answer>(described)
      if (!content) return answer.body === '' ? undefined : 'a body that is not described'
      const type = Object.keys(content).find((one) => fits(answer.type, one))
      if (type === undefined) return `${answer.type} is not described for ${answer.status}`
      if (type !== 'application/json') return undefined
      const { $ref } = described as { $ref?: string }
      const place = $ref
        ? $ref.slice(2).split('/')
        : ['paths', path, method.toLowerCase(), 'responses', String(answer.status)]
      return fault([...place, 'content', type, 'schema'], JSON.parse(answer.body))
    },
    errorFault: (body: string) => fault(['components', 'schemas', 'Error'], JSON.parse(body)),
  }
}

export type DescribedApi = ReturnType<typeof describedApi>

function fits(type: string, described: string): boolean {
  const plain = type.split(';')[0]!.trim().toLowerCase()
  return described.endsWith('/*') ? plain.startsWith(described.slice(0, -1)) : plain === described
}
