import type { Category } from '../domain/catalog.ts'
import type { Locale } from '../domain/wording.ts'
import type { Compiled, OptionUse } from './compile.ts'
import type { Page } from './fold.ts'
import type { Hit, Reading } from './read-page.ts'
import type { Plainly } from './tell-plainly.ts'

type Chosen = { option: string; label: OptionUse['label']; slot: string; length: number }

const ordinal = /^(?:我?(?:选|要|是)?)第?([一二两三四五])(?:个|种|项|条|类)(?:吧|啊|呀|的)?$/
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth']
const englishOrdinal = /^(?:the |option )?(first|second|third|fourth|fifth)(?: one| option)?$/
const last = /^(?:最后(?:一)?个|(?:the )?last(?: one)?)$/
const ending = /[\s.,!~。]+$/

/** The option of the asked question that the words mean: by its words, its label, or its place ("第一个"). */
export function matchOption(given: {
  compiled: Compiled
  reading: Reading
  plainly: Plainly | undefined
  category: Category
  question: string
}): string | undefined {
  const { reading, plainly, category, question } = given
  const options = category.closed.find(({ id }) => id === question)?.options
  if (!options) return undefined
  const place = placeOf(reading.page, options.length)
  if (place !== undefined) return options[place]?.id
  let chosen: Chosen | undefined
  for (const hit of reading.hits) {
    const { option } = hit.use
    if (option?.category !== category.id || option.question !== question) continue
    if (option.exact && !isWhole(hit, reading, plainly)) continue
    chosen = longer(chosen, option, hit)
  }
  return chosen?.option
}

/** What a story already answers of a category's closed questions: the labels of the options, by slot. */
export function optionsInStory(
  reading: Reading,
  category: string,
  locale: Locale,
): Record<string, string> {
  const told: Record<string, string> = {}
  const best = new Map<string, Chosen>()
  for (const hit of reading.hits) {
    const { option } = hit.use
    if (option?.category !== category || option.exact) continue
    const chosen = longer(best.get(option.slot), option, hit)
    best.set(option.slot, chosen)
  }
  for (const [slot, { label }] of best) told[slot] = label[locale]
  return told
}

function longer(chosen: Chosen | undefined, option: OptionUse, hit: Hit): Chosen {
  const length = hit.end - hit.start
  if (chosen && chosen.length >= length) return chosen
  return { option: option.option, label: option.label, slot: option.slot, length }
}

/** The message is this word and small words. */
function isWhole(hit: Hit, reading: Reading, plainly: Plainly | undefined): boolean {
  if (hit.start === 0 && hit.end >= reading.page.length - 1) return true
  if (!plainly) return false
  return plainly.rest === 0 || plainly.letters - (hit.end - hit.start) <= 1
}

function placeOf(page: Page, count: number): number | undefined {
  if (page.length > 24) return undefined
  const text = page.text().replace(ending, '')
  if (last.test(text)) return count - 1
  const chinese = ordinal.exec(text)?.[1]
  if (chinese) return chinese === '两' ? 1 : '一二三四五'.indexOf(chinese)
  const english = englishOrdinal.exec(text)?.[1]
  return english ? ordinals.indexOf(english) : undefined
}
