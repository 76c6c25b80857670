import { Telegraf } from 'telegraf'
import type { Update } from 'telegraf/types'
import type { Account } from './account.ts'

/** The platform does not answer. The message names no address, for addresses hold the token. */
export class TelegramAwayError extends Error {
  override name = 'TelegramAwayError'
}

/** Who the bot is on the platform. */
export type Me = { id: number; username: string }

/** A thin line to the platform. Rejects with `TelegramError` for what the platform refuses. */
export type Bot = {
  call<T = unknown>(method: string, payload: object, options?: CallOptions): Promise<T>
  /** Asked of the platform once; known to whoever hears an update. */
  me(): Promise<Me>
  known(): Me
  /** Runs an update through to who hears it; rejects when that does. */
  handle(update: Update): Promise<void>
  /** The bytes of a file by the path the platform named. */
  download(path: string): Promise<Response>
}

/** `patience`: ms before the call is given up; `signal` ends it at once. */
export type CallOptions = { patience?: number; signal?: AbortSignal }

const usualPatience = 20_000

/** The bot over telegraf, of which only the transport is used. */
export function createBot(account: Account, hear: (update: Update) => Promise<void>): Bot {
  const apiRoot = account.api.replace(/\/?$/, '/')
  const bot = new Telegraf(account.token, {
    telegram: { apiRoot, webhookReply: false },
    handlerTimeout: Number.POSITIVE_INFINITY,
  })
  bot.use((context) => hear(context.update))
  bot.catch((error) => {
    throw error
  })

  const call = async <T>(method: string, payload: object, options: CallOptions = {}) => {
    const { patience = usualPatience, signal } = options
    const timeout = AbortSignal.timeout(patience)
    const answer = await bot.telegram.callApi(method as never, payload as never, {
      signal: (signal ? AbortSignal.any([signal, timeout]) : timeout) as never,
    })
    return answer as T
  }

  return {
    call,
    async me() {
      bot.botInfo ??= await call('getMe', {})
      return bot.botInfo!
    },
    known() {
      return bot.botInfo!
    },
    async handle(update) {
      await this.me()
      await bot.handleUpdate(update)
    },
    async download(path) {
      try {
        const response = await fetch(`${apiRoot}file/bot${account.token}/${path}`, {
          signal: AbortSignal.timeout(usualPatience),
          redirect: 'error',
        })
        if (response.ok) return response
      } catch {
        // The reason may name the address.
      }
      throw new TelegramAwayError('Telegram does not hand over a file')
    },
  }
}
