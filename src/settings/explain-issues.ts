import type { z } from 'zod'
import { nearest } from './nearest.ts'

type Path = (string | number)[]

/** A mistake by its place in the file, in words of `flows/settings/texts.*.yaml`. */
export type Explained = {
  path: Path
  what: string
  values?: Readonly<Record<string, string | number>>
}

/** What a custom check tells through `params`: the wording and what goes into its gaps. */
export type Told = { what: string; values?: Readonly<Record<string, string | number>> }

type Issue = z.core.$ZodIssue

/** Turns what zod found into words an operator can act on. */
export function explainIssues(issues: readonly Issue[], schema: z.ZodType): readonly Explained[] {
  const all = issues.flatMap((issue) => explain(issue, schema))
  // A mistyped key is one mistake, not also a missing one.
  const meant = new Set(all.flatMap(({ path, values }) => siblingKey(path, values?.near)))
  return all.filter(({ path, what }) => what !== 'missing' || !meant.has(path.join('.')))
}

function siblingKey(path: Path, near: string | number | undefined): string[] {
  return near === undefined ? [] : [[...path.slice(0, -1), near].join('.')]
}

/** A value as it is shown in a message: text in quotes, shortened. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? String(value))
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** A value that is not among the known ones, with the nearest of them. */
export function notAmong(got: unknown, known: readonly string[], what = 'not one of'): Told {
  const near = typeof got === 'string' ? nearest(got, known) : undefined
  const values = { got: shown(got), known: known.join(', ') }
  return near === undefined
    ? { what, values }
    : { what: `${what} near`, values: { ...values, near } }
}

function explain(issue: Issue, schema: z.ZodType): Explained[] {
  const path = issue.path as Path
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path)
    return issue.keys.map((key) => ({ path: [...path, key], ...unknownKey(key, known) }))
  }
  if (issue.code === 'custom' && issue.params?.what !== undefined) {
    return [{ path, ...(issue.params as Told) }]
  }
  return [{ path, ...standard(issue) }]
}

function unknownKey(key: string, known: readonly string[]): Told {
  const near = nearest(key, known)
  if (near !== undefined) return { what: 'unknown key near', values: { key, near } }
  return { what: 'unknown key', values: { key, known: known.join(', ') } }
}

function standard(issue: Issue): Told {
  const got = shown(issue.input)
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return { what: 'missing' }
      return { what: 'wrong type', values: { got, expected: issue.expected } }
    case 'invalid_value':
      if (issue.input === undefined) return { what: 'missing' }
      return notAmong(issue.input, issue.values.map(String))
    case 'too_small':
      if (issue.origin === 'number') {
        return { what: 'too small', values: { got, minimum: Number(issue.minimum) } }
      }
      if (Number(issue.minimum) === 1) return { what: 'empty' }
      return { what: 'too few', values: { minimum: Number(issue.minimum) } }
    case 'too_big':
      return { what: 'too big', values: { got, maximum: Number(issue.maximum) } }
    default:
      return { what: 'invalid', values: { detail: issue.message } }
  }
}

/** The keys a schema knows at a path, through lists, options and conversions. */
function keysAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  const def = schema._zod.def as unknown as {
    type: string
    shape?: Record<string, z.core.$ZodType>
    element?: z.core.$ZodType
    valueType?: z.core.$ZodType
    innerType?: z.core.$ZodType
    in?: z.core.$ZodType
    out?: z.core.$ZodType
    options?: z.core.$ZodType[]
  }
  if (def.options) return def.options.flatMap((option) => keysAt(option, path))
  // A preprocessed schema is the outgoing end of its pipe, a transformed one the incoming.
  const through = def.innerType ?? (def.in?._zod.def.type === 'transform' ? def.out : def.in)
  if (through) return keysAt(through, path)
  const [step, ...rest] = path
  if (step === undefined) return Object.keys(def.shape ?? {})
  const next = def.shape?.[step] ?? def.element ?? def.valueType
  return next ? keysAt(next, rest) : []
}
