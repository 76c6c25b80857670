import type { Known } from '../../domain/message.ts'
import type { Locale } from '../../domain/wording.ts'
import type { TelegramSettings } from './account.ts'
import type { Incoming } from './read-update.ts'
import type { Sender } from './sender.ts'

/** What the bot says by itself, beside the talk: nothing hangs on its arriving. */
export type OwnWords = {
  say(key: string, locale?: Locale, values?: Known): string
  tell(to: Incoming, keys: readonly string[], values?: Known): Promise<void>
  /** That changed messages are not read again; not every time. */
  tellOfEdits(to: Incoming): Promise<void>
}

type WordParts = Pick<TelegramSettings, 'clock' | 'locale' | 'say' | 'onProblem'> & {
  sender: Sender
}

/** How often the same person is told of it, in ms. */
const sayAgain = 10 * 60_000
const remembered = 1_000

export function createOwnWords({ clock, sender, onProblem, ...parts }: WordParts): OwnWords {
  const told = new Map<string, number>()

  const words: OwnWords = {
    say: (key, locale = parts.locale, values = {}) =>
      parts.say({ key: `channels.telegram.${key}`, values: { ...values } }, locale),
    async tell({ chat, update, locale }, keys, values) {
      const text = keys.map((key) => words.say(key, locale, values)).join('\n')
      const { outcome } = await sender.send(chat, { text }, `telegram:${update}@0#0`)
      if (!outcome.ok) onProblem?.(`telegram did not take the bot's own words: ${outcome.kind}`)
    },
    async tellOfEdits(to) {
      const last = told.get(to.chat)
      if (last !== undefined && clock.now() - last < sayAgain) return
      if (told.size > remembered) told.clear()
      told.set(to.chat, clock.now())
      await words.tell(to, ['edited'])
    },
  }
  return words
}
