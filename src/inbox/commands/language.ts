import { locales } from '../../domain/wording.ts'
import { takeWord } from '../command-words.ts'
import { type Command, misused, type Outcome } from './command.ts'
import { everybody } from './rights.ts'
import { localeWords } from './vocabulary.ts'

/** The language the desk speaks with the speaker. */
export const language: Command = {
  name: 'language',
  words: ['lang', '语言', '切换语言'],
  group: 'desk',
  roles: everybody,
  on: 'nothing',
  numbers: 'ticket',
  async run(call, { roster }): Promise<Outcome | ReturnType<typeof misused>> {
    const word = takeWord(call.args, localeWords)
    if (!word) {
      const choices = locales.map((locale) => ({
        id: `/language ${locale}`,
        label: { key: `desk.language.${locale}` },
      }))
      return misused(undefined, choices)
    }
    await roster.setLocale(call.person.id, word.value)
    const values = { language: { key: `desk.language.${word.value}` } }
    const texts = [{ key: 'desk.done.language', values }]
    return { kind: 'answer', answer: { texts, locale: word.value } }
  },
}
