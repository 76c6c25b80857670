import { parseMoney } from '../domain/money.ts'
import type { Option, Remedy } from '../domain/ticket.ts'
import { foldCommand } from './command-fold.ts'
import { afterGap, findWord, takeWord } from './command-words.ts'
import { remedyWords } from './commands/vocabulary.ts'

/** Why a proposal cannot be read; `text` is the option that is meant. */
export type OptionFault = {
  why: 'none' | 'too many' | 'amount missing' | 'amount unclear' | 'text names more'
  text: string
}

export const mostOptions = 4

const money = String.raw`\d[\d,]*(?:\.\d+)?\s*(?:万|千|百)?`
const chineseMoney = '[零一二两三四五六七八九十百千万半]+'
/** A sum that can be nothing else: with its currency, before or behind. */
const marked = new RegExp(
  String.raw`(?:[¥￥]|rmb|cny)\s*${money}|(?:${money}|${chineseMoney})\s*(?:元整|元|块钱|块|圆|yuan|rmb|cny)(?:\d角|[一二三四五六七八九]角)?`,
  'g',
)
const bare = new RegExp(String.raw`^(?:${money})(?=$|[\s，,。;；:：])`)
const listMark = /^\s*(?:[1-4]|[a-d])[.、)）]\s*/i
/** A sum behind these may stand without its currency. */
const inMoney: readonly Remedy[] = ['refund', 'return', 'discount', 'compensation', 'gift', 'other']
/** These promise money, so they say how much. */
const needsAmount: readonly Remedy[] = ['refund', 'discount', 'compensation']

/**
 * Reads the alternatives of a proposal, `refund 300 in full; exchange for a new one`, up to four, separated by
 * semicolons, bars or new lines. Amounts in 分. An option whose text names more money than its amount is refused:
 * what is approved is the amount.
 */
export function readOptions(text: string): { options: readonly Option[] } | { fault: OptionFault } {
  const parts = text
    .split(/[;；|｜\n]/u)
    .map((part) => part.replace(listMark, '').trim())
    .filter((part) => part !== '')
  if (parts.length === 0) return { fault: { why: 'none', text: '' } }
  if (parts.length > mostOptions) return { fault: { why: 'too many', text: parts[mostOptions]! } }
  const options: Option[] = []
  for (const part of parts) {
    const option = readOption(part)
    if ('why' in option) return { fault: option }
    options.push(option)
  }
  return { options }
}

function readOption(part: string): Option | OptionFault {
  const word = takeWord(part, remedyWords)
  const remedy = word?.value ?? findWord(part, remedyWords) ?? 'other'
  const words = word?.rest ?? part
  const sum = firstSum(words, { bareToo: word !== undefined && inMoney.includes(remedy) })
  if (sum === 'unclear') return { why: 'amount unclear', text: part }
  const amount = sum?.amount ?? 0
  if (!(amount > 0) && needsAmount.includes(remedy)) return { why: 'amount missing', text: part }
  if (sumsIn(words).some((named) => named > amount)) return { why: 'text names more', text: part }
  return { remedy, amount, text: sum?.leading ? afterGap(words.slice(sum.length)) : words }
}

type Sum = { amount: number; length: number; leading: boolean }

function firstSum(words: string, { bareToo }: { bareToo: boolean }): Sum | 'unclear' | undefined {
  const folded = foldCommand(words)
  const [first] = folded.matchAll(marked)
  const plain = bareToo ? bare.exec(folded) : null
  const match = first?.index === 0 ? first : (plain ?? first)
  if (!match) return undefined
  const amount = parseMoney(match[0])
  if (amount === undefined) return 'unclear'
  return { amount, length: match[0].length, leading: match.index === 0 }
}

/** Every sum of money the words name with its currency (分). */
export function sumsIn(words: string): readonly number[] {
  return [...foldCommand(words).matchAll(marked)]
    .map(([written]) => parseMoney(written))
    .filter((amount) => amount !== undefined)
}
