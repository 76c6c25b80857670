import { z } from 'zod'
import type { CatalogAnswer, Category } from '../domain/catalog.ts'
import { shown } from './explain-issues.ts'
import { id, inEveryLanguage, level } from './fields.ts'

type Context = z.core.$RefinementCtx

/** One way to say it, or a list of them. */
const waysToSay = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(z.string().min(1)).min(1),
)
const waysInEveryLanguage = z.strictObject({
  'zh-CN': waysToSay,
  'zh-TW': waysToSay,
  en: waysToSay,
})

const option = z.strictObject({
  id,
  label: inEveryLanguage,
  words: z.array(z.string().min(1)),
})

const question = z.strictObject({
  id,
  slot: z.string().min(1),
  ask: waysInEveryLanguage,
  label: inEveryLanguage,
})

const closedQuestion = question.extend({ options: z.array(option).min(2) })

const categoryShape = z.strictObject({
  id,
  name: inEveryLanguage,
  level: z.strictObject({ rule: z.string().min(1), value: level }),
  department: z.string().min(1),
  open: z.array(question),
  closed: z.array(closedQuestion),
})

/**
 * `flows/catalog/categories/<id>.yaml`: ids are unique within the file. The level may also be written flat, as `level: 2`
 * and `levelRule: …`.
 */
export const categoryFile: z.ZodType<Category> = z
  .preprocess(nestLevel, categoryShape.superRefine(checkIds))
  .transform(({ level: { value, rule }, ...rest }) => ({ ...rest, level: value, levelRule: rule }))

/** `flows/catalog/answers.yaml`. `rule` and `words` say when it is asked for; that is read elsewhere. */
export const answersFile: z.ZodType<readonly CatalogAnswer[]> = z
  .strictObject({
    answers: z.array(
      z.strictObject({
        id,
        text: waysInEveryLanguage,
        rule: z.unknown().optional(),
        words: z.unknown().optional(),
      }),
    ),
  })
  .transform(({ answers }) => answers.map(({ id, text }) => ({ id, text })))

function nestLevel(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('levelRule' in value)) return value
  const { levelRule, ...rest } = value as Record<string, unknown>
  return { ...rest, level: { value: rest.level, rule: levelRule } }
}

function checkIds({ open, closed }: z.output<typeof categoryShape>, context: Context): void {
  const questions = [
    ...open.map(({ id }, i) => ({ id, path: ['open', i, 'id'] })),
    ...closed.map(({ id }, i) => ({ id, path: ['closed', i, 'id'] })),
  ]
  tellRepeated(questions, context)
  for (const [i, { options }] of closed.entries()) {
    const ids = options.map(({ id }, j) => ({ id, path: ['closed', i, 'options', j, 'id'] }))
    tellRepeated(ids, context)
  }
}

function tellRepeated(
  given: readonly { id: string; path: (string | number)[] }[],
  context: Context,
): void {
  for (const [i, { id, path }] of given.entries()) {
    if (given.findIndex((other) => other.id === id) === i) continue
    const params = { what: 'twice', values: { got: shown(id) } }
    context.addIssue({ code: 'custom', path, params })
  }
}
