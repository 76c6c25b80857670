import { z } from 'zod'
import { wordsSchema } from './lexicon.ts'

const inEveryLanguage = z.strictObject({
  'zh-CN': z.string().min(1),
  'zh-TW': z.string().min(1),
  en: z.string().min(1),
})

function waysToSay(atLeast: number) {
  const ways = z.array(z.string().min(1)).min(atLeast)
  return z.strictObject({ 'zh-CN': ways, 'zh-TW': ways, en: ways })
}

const openQuestion = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  slot: z.string().regex(/^[a-z-]+$/),
  ask: waysToSay(3),
  label: inEveryLanguage,
})

const closedQuestion = openQuestion.extend({
  options: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z-]+$/),
        label: inEveryLanguage,
        words: z.array(z.coerce.string().min(1)),
      }),
    )
    .min(2)
    .max(5),
  onlyIf: z
    .strictObject({ question: z.string().min(1), options: z.array(z.string().min(1)).min(1) })
    .optional(),
})

export const categorySchema = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  name: inEveryLanguage,
  level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  levelRule: z.string().min(1),
  department: z.string().min(1),
  open: z.array(openQuestion).min(1).max(2),
  closed: z.array(closedQuestion).min(2).max(4),
})

export const answerFileSchema = z.strictObject({
  answers: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z-]+$/),
        rule: z.string().min(1),
        words: wordsSchema,
        text: waysToSay(1),
      }),
    )
    .min(1),
})
