import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import type { Ask, DescribedApi, Parameter } from './described-api.ts'
import { valuesOf } from './schema-values.ts'

/** One request of a generated run. `sound`: every part of it is what the document asks for. */
export type Request = {
  ask: Ask
  method: string
  path: string
  headers: Record<string, string>
  body: Buffer
  sound: boolean
  /** A part the document forbids: it has to be refused. */
  broken: boolean
}

/** What there is on the desk, by the parameter that names it, and the headers that let in to it. */
export type Known = {
  parameters: Readonly<Record<string, readonly string[]>>
  /** The headers of somebody who may do this, and of all kinds of others. */
  allowed(ask: Ask): readonly Record<string, string>[]
  others: readonly Record<string, string>[]
}

type Piece<T> = { value: T; sound: boolean; broken?: boolean }

const strange = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e9',
    'NaN',
    '../..',
    'mine',
    '%00',
    '9'.repeat(400),
    'null',
    "';--",
  ),
)
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'PROPFIND']
const boundary = 'the-boundary'

/** Requests by the document: most of them sound, the others broken in each way we could think of. */
export function requestsOf(api: DescribedApi, known: Known): fc.Arbitrary<Request> {
  return fc.constantFrom(...api.asks).chain((ask) => {
    const parts = {
      method: mostly(fc.constant(ask.method), fc.constantFrom(...methods)),
      parameters: fc.tuple(
        ...ask.parameters.map((one) => parameter(one, { known, api, path: ask.path })),
      ),
      who: mostly(fc.constantFrom(...known.allowed(ask)), fc.constantFrom(...known.others)),
      inAddress: fc.oneof(
        { weight: 20, arbitrary: fc.constant('') },
        { weight: 1, arbitrary: fc.constantFrom('token=x', '=', '&&&', 'a[b]=1') },
      ),
      language: fc.option(fc.constantFrom('zh-TW', 'en', 'de;q=nonsense', ',;,', '*'), {
        nil: undefined,
      }),
      body: bodyOf(ask, api),
    }
    return fc.record(parts).map((drawn) => requestOf(ask, drawn))
  })
}

type Drawn = {
  method: Piece<string>
  parameters: Piece<{ name: string; in: string; value: string | undefined }>[]
  who: Piece<Record<string, string>>
  inAddress: string
  language: string | undefined
  body: Piece<{ type: string | undefined; bytes: Buffer }>
}

function requestOf(ask: Ask, drawn: Drawn): Request {
  const { method, parameters, who, language, body, inAddress } = drawn
  const values = parameters.map(({ value }) => value)
  const set = values.filter(({ value }) => value !== undefined) as {
    name: string
    in: string
    value: string
  }[]
  const query = set.filter((one) => one.in === 'query').map(({ name, value }) => `${name}=${value}`)
  if (inAddress) query.push(inAddress)
  const path = ask.path.replaceAll(
    /\{(\w+)\}/g,
    (_whole, name) => set.find((one) => one.in === 'path' && one.name === name)?.value ?? '',
  )
  const headers = Object.fromEntries(
    set.filter((one) => one.in === 'header').map(({ name, value }) => [name, value]),
  )
  const pieces = [method, who, body, ...parameters]
  const rightMethod = method.value === ask.method
  return {
    ask,
    method: method.value,
    path: `${path}${query.length ? `?${query.join('&')}` : ''}`,
    headers: {
      ...headers,
      ...who.value,
      ...(language && { 'Accept-Language': language }),
      ...(body.value.type && { 'Content-Type': body.value.type }),
    },
    body: method.value === 'HEAD' || method.value === 'GET' ? Buffer.alloc(0) : body.value.bytes,
    sound: rightMethod && inAddress === '' && pieces.every(({ sound }) => sound),
    broken: rightMethod && pieces.some(({ broken }) => broken),
  }
}

function mostly<T>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<T>): fc.Arbitrary<Piece<T>> {
  return fc.oneof(
    { weight: 12, arbitrary: right.map((value) => ({ value, sound: true })) },
    { weight: 1, arbitrary: wrong.map((value) => ({ value, sound: false })) },
  )
}

function parameter(
  { name, in: place, required, schema }: Parameter,
  { known, api }: { known: Known; api: DescribedApi; path: string },
): fc.Arbitrary<Drawn['parameters'][number]> {
  const there = known.parameters[name]
  const plain = place === 'header' ? (text: string) => text.replaceAll(/[^ -~]/g, '') : encode
  const right = there?.length ? fc.constantFrom(...there) : valuesOf(schema, api).map(String)
  const isRight = (value: string) => there?.includes(value) ?? api.fitsText(schema, value)
  const wrong = strange.map((value) => ({
    value: { name, in: place, value: plain(value) },
    sound: false,
    broken: place === 'query' && !isRight(value),
  }))
  const sound = right.map((value) => ({
    value: { name, in: place, value: plain(value) },
    sound: true,
  }))
  const absent = fc.constant({ value: { name, in: place, value: undefined }, sound: true })
  return fc.oneof(
    { weight: there?.length === 0 ? 0 : 12, arbitrary: sound },
    { weight: 1, arbitrary: wrong },
    { weight: required ? 0 : 20, arbitrary: absent },
  )
}

/** Any string as a part of an address; half of a surrogate pair has no such form. */
function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString())
}

function bodyOf(ask: Ask, api: DescribedApi): fc.Arbitrary<Drawn['body']> {
  const { content = {} } = ask.operation.requestBody ?? {}
  const [type] = Object.keys(content)
  const none = fc.constant({ value: { type: undefined, bytes: Buffer.alloc(0) }, sound: true })
  if (type === undefined) return none
  if (type !== 'application/json') return formOf()
  const { schema } = content[type]!
  const json = (value: unknown, sound: boolean) => {
    const text = JSON.stringify(value) ?? ''
    const fault = api.bodyFault(ask, type, text === '' ? undefined : JSON.parse(text))
    const tooLarge = text.length > largest
    return {
      value: { type, bytes: Buffer.from(text) },
      sound: sound && fault === undefined && !tooLarge,
      broken: fault !== undefined || tooLarge,
    }
  }
  const right = valuesOf(schema, api)
  const spoiled = fc.tuple(right, spoilings).map(([value, spoil]) => json(spoil(value), false))
  const raw = fc
    .constantFrom(
      '',
      '{',
      'null',
      '[]',
      '{"id":',
      '['.repeat(20_000),
      '"\\ud800"',
      '\u0000',
      `"${'x'.repeat(70_000)}"`,
    )
    .map((text) => ({ value: { type, bytes: Buffer.from(text) }, sound: false, broken: true }))
  const mistyped = fc
    .tuple(
      right,
      fc.constantFrom(
        'text/plain',
        'application/xml',
        '',
        'multipart/form-data',
        'application/x-www-form-urlencoded',
      ),
    )
    .map(([value, other]) => ({
      value: { type: other || undefined, bytes: Buffer.from(JSON.stringify(value)) },
      sound: false,
      broken: true,
    }))
  return fc.oneof(
    { weight: 10, arbitrary: right.map((value) => json(value, true)) },
    { weight: 3, arbitrary: spoiled },
    { weight: 1, arbitrary: raw },
    { weight: 1, arbitrary: mistyped },
  )
}

/** More than any JSON body may be, in bytes. */
const largest = 64 * 1024

const spoilings: fc.Arbitrary<(value: unknown) => unknown> = fc.oneof(
  fc.jsonValue().map((other) => () => other),
  fc.nat().map((n) => (value: unknown) => {
    const entries = Object.entries(value as object)
    return Object.fromEntries(entries.filter((_, i) => i !== n % entries.length))
  }),
  fc.tuple(fc.nat(), fc.jsonValue()).map(([n, other]) => (value: unknown) => {
    const entries = Object.entries(value as object)
    return Object.fromEntries(
      entries.map(([key, old], i) => [key, i === n % entries.length ? other : old]),
    )
  }),
  fc.tuple(fc.constantFrom('extra', '__proto__', 'constructor', 'token'), fc.jsonValue()).map(
    ([key, other]) =>
      (value: unknown) =>
        JSON.parse(
          `{${JSON.stringify(key)}:${JSON.stringify(other)},${JSON.stringify(value).slice(1)}`,
        ),
  ),
  fc.constantFrom(2_000, 70_000, 300_000).map((n) => (value: unknown) => {
    const [first] = Object.keys(value as object)
    return { ...(value as object), [first ?? 'x']: '长'.repeat(n) }
  }),
)

const picture = readFileSync('test/fixtures/pictures/receipt.png')

/** Forms with a picture, half of one, none of one. What is right of a form no schema says: only its answer is judged. */
function formOf(): fc.Arbitrary<Drawn['body']> {
  const file = fc.oneof(
    fc.constant(picture),
    fc.constant(picture.subarray(0, picture.length / 2)),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  )
  const fields = fc.record(
    {
      id: fc.oneof(fc.stringMatching(/^[\w-]{1,64}$/), strange),
      text: strange,
      order: strange,
      shop: strange,
      locale: strange,
    },
    { requiredKeys: [] },
  )
  const type = fc.constantFrom(
    ...Array(8).fill(`multipart/form-data; boundary=${boundary}`),
    'multipart/form-data',
    'multipart/form-data; boundary=another',
    'application/json',
    undefined,
  ) as fc.Arbitrary<string | undefined>
  return fc
    .record({ file, fields, type, whole: fc.boolean() })
    .map(({ file, fields, type, whole }) => {
      const part = (head: string, value: Buffer | string) =>
        Buffer.concat([
          Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
          Buffer.from(value),
          Buffer.from('\r\n'),
        ])
      const parts = Object.entries(fields).map(([name, value]) => part(`name="${name}"`, value))
      const bytes = Buffer.concat([
        ...parts,
        part('name="file"; filename="x"', file),
        Buffer.from(whole ? `--${boundary}--\r\n` : ''),
      ])
      return { value: { type, bytes }, sound: false }
    })
}
