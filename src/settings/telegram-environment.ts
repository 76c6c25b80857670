import { shown } from './explain-issues.ts'

/** A Telegram bot, as BotFather gave it. Token and secret stand in the environment only. */
export type TelegramBot = {
  token: string
  /** Where the platform is called. */
  api: string
  /** Where there is one the platform calls us and proves itself with it. */
  secret: string | undefined
  /** Each ticket gets a topic of its own in groups that have topics. */
  topics: boolean
}

export const telegramDefaults = {
  TELEGRAM_BOT_TOKEN: '',
  TELEGRAM_WEBHOOK_SECRET: '',
  TELEGRAM_TOPICS: 'no',
  TELEGRAM_API: 'https://api.telegram.org',
}
type Name = keyof typeof telegramDefaults

/**
 * The bot, where one is named; what is lacking or wrong goes to `tell`, which never gets to see a secret. `baseUrl`: where
 * the platform would call.
 */
export function readTelegram(
  read: (name: Name) => string,
  tell: (name: Name | 'BASE_URL', what: string, values: Record<string, string>) => void,
  baseUrl: string | undefined,
): TelegramBot | undefined {
  const token = read('TELEGRAM_BOT_TOKEN')
  const secret = read('TELEGRAM_WEBHOOK_SECRET')
  if (token === '') {
    if (secret !== '')
      tell('TELEGRAM_BOT_TOKEN', 'needed with', { other: 'TELEGRAM_WEBHOOK_SECRET' })
    return undefined
  }
  if (!/^\d+:[\w-]{20,}$/.test(token)) tell('TELEGRAM_BOT_TOKEN', 'bot token', {})
  if (secret !== '' && !/^[\w-]{16,256}$/.test(secret)) {
    tell('TELEGRAM_WEBHOOK_SECRET', 'webhook secret', {})
  }
  if (secret !== '' && !baseUrl?.startsWith('https://')) {
    tell('BASE_URL', 'https for', { other: 'TELEGRAM_WEBHOOK_SECRET' })
  }
  const topics = read('TELEGRAM_TOPICS')
  if (topics !== 'yes' && topics !== 'no') {
    tell('TELEGRAM_TOPICS', 'not one of', { got: shown(topics), known: 'yes, no' })
  }
  const api = read('TELEGRAM_API').replace(/\/$/, '')
  if (!/^https?:\/\//.test(api) || !URL.canParse(api)) {
    tell('TELEGRAM_API', 'base url', { got: shown(api) })
  }
  return { token, api, secret: secret || undefined, topics: topics === 'yes' }
}
