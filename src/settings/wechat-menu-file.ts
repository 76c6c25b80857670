import { z } from 'zod'
import type { Locale } from '../domain/wording.ts'
import { shown, type Told } from './explain-issues.ts'
import { field, inEveryLanguage } from './fields.ts'

/** The platform's limits in bytes: of a name on the bar, of one above it, of what is said, of an address. */
const most = { name: 16, below: 60, says: 128, opens: 1024 }

type Words = Readonly<Record<Locale, string>>

/** A button of the official account's menu, in every language; exactly one of `says`, `opens` and `below`. */
export type WechatMenuEntry = {
  name: Words
  says?: Words | undefined
  opens?: string | undefined
  below?: readonly WechatMenuEntry[] | undefined
}

const address = field<string>((value) =>
  typeof value === 'string' && /^https?:\/\/\S+$/.test(value) && URL.canParse(value)
    ? value
    : { what: 'address', values: { got: shown(value) } },
)

const leaf = {
  name: inEveryLanguage,
  says: inEveryLanguage.optional(),
  opens: address.optional(),
}

const below = z
  .strictObject(leaf)
  .superRefine((entry, context) => check(entry, most.below, context))

const entry = z
  .strictObject({ ...leaf, below: z.array(below).min(1).max(5).optional() })
  .superRefine((one, context) => check(one, most.name, context))

/** `config/wechat-menu.yaml`: at most three buttons, at most five above each (developers.weixin.qq.com, menu/create). */
export const wechatMenuFile: z.ZodType<readonly WechatMenuEntry[]> = z.array(entry).min(1).max(3)

function check(one: WechatMenuEntry, longestName: number, context: z.core.$RefinementCtx): void {
  const { name, says, opens } = one
  const given = [says, opens, one.below].filter((way) => way !== undefined).length
  if (given !== 1) tell(context, [], { what: 'one way', values: { known: 'says, opens, below' } })
  for (const [locale, words] of Object.entries(name)) {
    tellLong(context, ['name', locale], { words, maximum: longestName })
  }
  for (const [locale, words] of Object.entries(says ?? {})) {
    tellLong(context, ['says', locale], { words, maximum: most.says })
  }
  tellLong(context, ['opens'], { words: opens ?? '', maximum: most.opens })
}

function tellLong(
  context: z.core.$RefinementCtx,
  path: string[],
  { words, maximum }: { words: string; maximum: number },
): void {
  if (Buffer.byteLength(words) <= maximum) return
  tell(context, path, { what: 'too many bytes', values: { got: shown(words), maximum } })
}

function tell(context: z.core.$RefinementCtx, path: string[], params: Told): void {
  context.addIssue({ code: 'custom', path, params })
}
