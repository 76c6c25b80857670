import { z } from 'zod'
import { wordsSchema } from './lexicon.ts'

const ways = z.array(z.string().min(1)).min(1)

/** `answers.yaml`: what the desk says, and the words by which it is asked for. */
export const answerFileSchema = z.strictObject({
  answers: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z-]+$/),
        rule: z.string().min(1),
        words: wordsSchema,
        /** These ask for it only where the message is little else. */
        alone: wordsSchema.optional(),
        text: z.strictObject({ 'zh-CN': ways, 'zh-TW': ways, en: ways }),
      }),
    )
    .min(1),
})
