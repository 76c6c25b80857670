import type { Intent } from '../domain/understanding.ts'
import type { Reading } from './read-page.ts'
import { isLittleElse, type Plainly } from './tell-plainly.ts'

/** Everything the person wants, in the order of the words; what counts alone only where little else is said. */
export function tellIntents(reading: Reading, plainly: Plainly | undefined): Intent[] {
  const intents: Intent[] = []
  const add = (intent: Intent | undefined) => {
    if (intent && !intents.includes(intent)) intents.push(intent)
  }
  for (const { use } of reading.hits) {
    if (!use.alone) add(use.means.intent)
    if (use.means.language) add('language')
    if (use.means.answer && !use.alone) add('ask')
  }
  if (isLittleElse(plainly)) for (const use of plainly.uses) if (use.alone) add(use.means.intent)
  return intents
}
