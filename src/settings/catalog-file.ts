import { z } from 'zod'
import type { CatalogAnswer, Category } from '../domain/catalog.ts'
import { notAmong, shown } from './explain-issues.ts'
import { id, inEveryLanguage, level } from './fields.ts'

type Context = z.core.$RefinementCtx

function waysToSay(atLeast: number) {
  const ways = z.array(z.string().min(1)).min(atLeast)
  return z.strictObject({ 'zh-CN': ways, 'zh-TW': ways, en: ways })
}

const option = z.strictObject({
  id,
  label: inEveryLanguage,
  words: z.array(z.string().min(1)),
})

const question = z.strictObject({
  id,
  slot: z.string().min(1),
  /** A question may have to be put again, and no sentence is said twice. */
  ask: waysToSay(3),
  label: inEveryLanguage,
})

const onlyIf = z.strictObject({ question: id, options: z.array(id).min(1) })

const closedQuestion = question.extend({
  options: z.array(option).min(2),
  onlyIf: onlyIf.exactOptional(),
})

const categoryShape = z.strictObject({
  id,
  name: inEveryLanguage,
  level,
  levelRule: z.string().min(1),
  department: z.string().min(1),
  open: z.array(question),
  closed: z.array(closedQuestion),
  need: z.strictObject({ onlyIf: onlyIf.exactOptional() }).exactOptional(),
})

/** `flows/catalog/categories/<id>.yaml`: ids are unique within the file, and `onlyIf` names an earlier question. */
export const categoryFile: z.ZodType<Category> = categoryShape
  .superRefine(checkIds)
  .superRefine(checkConditions)

/** `flows/catalog/answers.yaml`. `rule`, `words` and `alone` say when it is asked for; that is read elsewhere. */
export const answersFile: z.ZodType<readonly CatalogAnswer[]> = z
  .strictObject({
    answers: z.array(
      z.strictObject({
        id,
        text: waysToSay(1),
        rule: z.unknown().optional(),
        words: z.unknown().optional(),
        alone: z.unknown().optional(),
      }),
    ),
  })
  .transform(({ answers }) => answers.map(({ id, text }) => ({ id, text })))

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

function checkConditions({ closed, need }: z.output<typeof categoryShape>, context: Context): void {
  for (const [i, { onlyIf }] of closed.entries()) {
    const path = ['closed', i, 'onlyIf']
    if (onlyIf) checkCondition(onlyIf, { earlier: closed.slice(0, i), path }, context)
  }
  const path = ['need', 'onlyIf']
  if (need?.onlyIf) checkCondition(need.onlyIf, { earlier: closed, path }, context)
}

type Closed = z.output<typeof closedQuestion>

function checkCondition(
  condition: z.output<typeof onlyIf>,
  { earlier, path }: { earlier: readonly Closed[]; path: (string | number)[] },
  context: Context,
): void {
  const named = earlier.find(({ id }) => id === condition.question)
  if (!named) {
    const known = earlier.map(({ id }) => id)
    const params = notAmong(condition.question, known)
    context.addIssue({ code: 'custom', path: [...path, 'question'], params })
    return
  }
  const known = named.options.map(({ id }) => id)
  for (const [j, id] of condition.options.entries()) {
    if (known.includes(id)) continue
    const params = notAmong(id, known)
    context.addIssue({ code: 'custom', path: [...path, 'options', j], params })
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
