import type { Category } from '../domain/catalog.ts'
import type { Locale } from '../domain/wording.ts'
import type { Compiled } from './compile.ts'
import type { Page } from './fold.ts'
import type { Reading } from './read-page.ts'
import type { Plainly } from './tell-plainly.ts'

type Chosen = { option: string; length: number }

const longestWholeAnswer = 40

const ordinal =
  /^我?(?:选|要|是)?(?:第([一二三四五])|([一二两三四五])(?=个|种|项|条|类))(?:个|种|项|条|类)?(?:吧|啊|呀|的)?$/
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth']
const englishOrdinal = /^(?:the |option )?(first|second|third|fourth|fifth)(?: one| option)?$/
const last = /^(?:最后(?:一)?个|(?:the )?last(?: one)?)$/
const ending = /[\s.,!~。]+$/

/** The option of the asked question that the words mean: by its words, its label, its place ("第一个"), or a plain yes or no. */
export function matchOption(given: {
  compiled: Compiled
  reading: Reading
  plainly: Plainly | undefined
  category: Category | undefined
  question: string | undefined
  /** What the words are where they are little else than a yes or a no. */
  yes: boolean | undefined
}): string | undefined {
  const { reading, plainly, category, question, yes } = given
  if (!category || question === undefined) return undefined
  const options = category.closed.find(({ id }) => id === question)?.options
  if (!options) return undefined
  const place = placeOf(reading.page, options.length)
  if (place !== undefined) return options[place]?.id
  let chosen = wholeAnswer(given.compiled, reading, plainly, `${category.id}/${question}`)
  for (const { use, start, end } of reading.hits) {
    const { option } = use
    if (option?.category !== category.id || option.question !== question) continue
    if (!chosen || end - start > chosen.length)
      chosen = { option: option.option, length: end - start }
  }
  if (chosen || yes === undefined) return chosen?.option
  return options.find(({ id }) => id === (yes ? 'yes' : 'no'))?.id
}

/** What a story already answers of a category's closed questions: the labels of the options, by slot. */
export function optionsInStory(
  reading: Reading,
  category: string,
  locale: Locale,
): Record<string, string> {
  const told: Record<string, string> = {}
  const lengths: Record<string, number> = {}
  for (const { use, start, end } of reading.hits) {
    const { option } = use
    if (option?.category !== category || (lengths[option.slot] ?? 0) >= end - start) continue
    lengths[option.slot] = end - start
    told[option.slot] = option.label[locale]
  }
  return told
}

/** The option whose whole-answer words the message is, but for small words. */
function wholeAnswer(
  compiled: Compiled,
  reading: Reading,
  plainly: Plainly | undefined,
  key: string,
): Chosen | undefined {
  const { page } = reading
  if (page.length > longestWholeAnswer) return undefined
  const text = page.text()
  // "No idea" is not "no".
  const skips = plainly?.uses.some(({ means }) => means.intent === 'skip')
  let chosen: Chosen | undefined
  for (const { text: words, option } of compiled.wholeAnswers.get(key) ?? []) {
    if (!text.includes(words) || (chosen && words.length <= chosen.length)) continue
    const left = (plainly?.letters ?? page.length) - words.length
    if (left <= 1 || (plainly?.rest === 0 && !skips)) chosen = { option, length: words.length }
  }
  return chosen
}

function placeOf(page: Page, count: number): number | undefined {
  if (page.length > 24) return undefined
  const text = page.text().replace(ending, '')
  if (last.test(text)) return count - 1
  const match = ordinal.exec(text)
  const chinese = match?.[1] ?? match?.[2]
  if (chinese) return chinese === '两' ? 1 : '一二三四五'.indexOf(chinese)
  const english = englishOrdinal.exec(text)?.[1]
  return english ? ordinals.indexOf(english) : undefined
}
