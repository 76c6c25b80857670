import type { Intent } from '../domain/understanding.ts'
import type { Reading } from './read-page.ts'

/** Shorter messages tell no story, in Chinese characters and in Latin letters. */
const storyHan = 7
const storyLatin = 14
const asking = /(?:吗|到哪[里儿]?了|什么时候[^。!?]{0,6}|多少)[?!。~ ]*$/
/** Asking how something is used is no grievance. */
const adviceCategory = 'use'

/** Whether the words themselves say that something went wrong for the writer. */
export function tellsGrievance(reading: Reading, intents: readonly Intent[]): boolean {
  if (intents.includes('complaint')) return true
  return reading.hits.some(
    ({ use: { means } }) => means.grievance === true || means.lexicon !== undefined,
  )
}

/**
 * Whether the words read like the story of something gone wrong, though no word of the lexicon says so: a few words at
 * least, no praise, and no wish of another kind. Who writes so much to a complaint desk seldom writes to chat.
 */
export function tellsStory(reading: Reading, intents: readonly Intent[]): boolean {
  const { page, hits } = reading
  if (page.han < storyHan && page.small < storyLatin) return false
  if (intents.some((intent) => intent !== 'greeting') || asking.test(page.text())) return false
  let tells = false
  for (const { use } of hits) {
    const { praise, answer, language, category, telling } = use.means
    if (praise || answer || language || category === adviceCategory) return false
    if (telling || category) tells = true
  }
  return tells
}
