import type { Locale } from '../domain/wording.ts'
import { kinds, type Page } from './fold.ts'
import type { Reading } from './read-page.ts'

/**
 * The language the words are written in. Characters both scripts share leave a Chinese conversation as it is; one Latin
 * word, a number or a model name tell nothing to somebody who wrote Chinese before.
 */
export function tellLanguage(
  reading: Reading,
  kindOf: Uint8Array,
  before: Locale | undefined,
): Locale | undefined {
  const { page } = reading
  const words = latinWords(page, kindOf)
  const clear = reading.english
  if (page.han > 0 && !(words >= 4 && words > page.han && clear)) return chinese(page, before)
  const fromChinese = before === 'zh-CN' || before === 'zh-TW'
  if (fromChinese) return clear && words >= 2 ? 'en' : undefined
  return words >= 1 && (clear || words >= 2) && !isPinyin(reading, words) ? 'en' : undefined
}

/** The language somebody asks for by name; the longest such words count. */
export function wantedLanguage(reading: Reading): Locale | undefined {
  let longest = 0
  let wanted: Locale | undefined
  for (const { use, start, end } of reading.hits) {
    if (use.means.language && end - start > longest) {
      longest = end - start
      wanted = use.means.language
    }
  }
  return wanted === 'zh-CN' && reading.page.traditional > 0 ? 'zh-TW' : wanted
}

function chinese(page: Page, before: Locale | undefined): Locale | undefined {
  if (page.traditional > page.simplified) return 'zh-TW'
  if (page.simplified > 0) return 'zh-CN'
  return before === 'zh-CN' || before === 'zh-TW' ? undefined : 'zh-CN'
}

/** Latin words of the Chinese lists, like `tousu`: written by somebody who thinks Chinese. */
function isPinyin(reading: Reading, words: number): boolean {
  const { hits, page } = reading
  const chineseOnes = hits.filter(({ use, start }) => !use.english && page.codes[start]! < 128)
  return chineseOnes.length > 0 && !reading.english && words <= 3
}

function latinWords(page: Page, kindOf: Uint8Array): number {
  let words = 0
  let run = 0
  let mixed = false
  for (let i = 0; i <= page.length; i++) {
    const kind = i < page.length ? kindOf[page.codes[i]!]! : kinds.space
    if (kind === kinds.latin) run++
    else if (kind === kinds.digit) mixed = true
    else {
      if (run >= 2 && !mixed) words++
      run = 0
      mixed = false
    }
  }
  return words
}
