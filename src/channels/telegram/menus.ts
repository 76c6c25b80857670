import { createHash } from 'node:crypto'
import type { Locale } from '../../domain/wording.ts'
import { changeRecord } from '../../store/records.ts'
import type { Offered, TelegramSettings } from './account.ts'
import type { Bot } from './bot.ts'
import { failureOf } from './failure.ts'

/** What customers are offered; what each says stands in the texts. */
const offers = ['complain', 'status', 'human'] as const

/** The text that a command out of the customers' menu stands for; undefined for any other words. */
export function wordsOfOffer(text: string | undefined): string | undefined {
  const found = offers.find((name) => text?.toLowerCase() === `/${name}`)
  return found && `menu.${found}.says`
}

/** One list of commands on the platform: of all private chats in a language of their phones, or of one chat. */
type Menu = { chat?: string; language?: 'zh' | 'en'; commands: readonly Offered[] }
/** The sums of the lists the platform has, by place. */
type Kept = Readonly<Record<string, string>>

type MenuParts = Pick<
  TelegramSettings,
  'clock' | 'store' | 'menus' | 'say' | 'locale' | 'onProblem'
> & { bot: Bot }

/** The longest line of a command the platform takes, in characters. */
const longest = 256
/** How long it is left alone after it was away, in ms. */
const lookAgain = 5 * 60_000

/**
 * Keeps what the platform offers in its menu of commands: customers theirs by their language, each colleague and each room
 * of staff what may be said there. Only what has changed is told to the platform, one process after the other.
 */
export function createMenus({ bot, clock, store, menus, say, locale, onProblem }: MenuParts) {
  let again = false
  let stopped = true
  let running: Promise<void> | undefined
  let cancel: () => void = () => undefined

  function soon(): void {
    again = true
    if (stopped || running) return
    running = work().finally(() => {
      running = undefined
      if (again) soon()
    })
  }

  async function work(): Promise<void> {
    while (again && !stopped) {
      again = false
      cancel()
      try {
        await renew()
      } catch (error) {
        // Who cannot be told of it here hears of it where messages are fetched or sent.
        cancel = clock.at(clock.now() + (failureOf(error).retryAfter ?? lookAgain), soon)
      }
    }
  }

  async function renew(): Promise<void> {
    const name = `telegram:menus:${(await bot.me()).id}`
    const kept = ((await store.record(name))?.value ?? {}) as Kept
    const wanted = new Map(wantedMenus().map((menu) => [placeOf(menu), menu]))
    const told: Record<string, string | undefined> = {}
    try {
      for (const [place, menu] of wanted) {
        if (stopped || kept[place] === sumOf(menu)) continue
        await tell('setMyCommands', menu)
        told[place] = sumOf(menu)
      }
      for (const place of Object.keys(kept)) {
        if (stopped || wanted.has(place)) continue
        const [chat = ''] = JSON.parse(place) as string[]
        await tell('deleteMyCommands', { chat, commands: [] })
        told[place] = undefined
      }
    } finally {
      if (Object.keys(told).length > 0) {
        await changeRecord<Kept>(store, name, (before) =>
          JSON.parse(JSON.stringify({ ...before, ...told })),
        )
      }
    }
  }

  function wantedMenus(): Menu[] {
    const chinese = locale === 'en' ? 'zh-CN' : locale
    return [
      { commands: customers(locale) },
      { language: 'zh', commands: customers(chinese) },
      { language: 'en', commands: customers('en') },
      ...menus.now(),
    ]
  }

  function customers(reader: Locale): Offered[] {
    return offers.map((command) => {
      const description = say({ key: `channels.telegram.menu.${command}.does` }, reader)
      return { command, description }
    })
  }

  /** A chat the platform does not know is left until it changes. */
  async function tell(method: string, { chat, language, commands }: Menu): Promise<void> {
    try {
      await bot.call(method, {
        scope: chat === undefined ? { type: 'all_private_chats' } : { type: 'chat', chat_id: chat },
        ...(language && { language_code: language }),
        ...(commands.length > 0 && { commands: commands.map(shortened) }),
      })
    } catch (error) {
      const { code } = failureOf(error)
      if (code !== 400 && code !== 403) throw error
      onProblem?.(`telegram does not take a menu of commands: ${code}`)
    }
  }

  return {
    start() {
      stopped = false
      menus.onChange(soon)
      soon()
    },
    async stop() {
      stopped = true
      cancel()
      await running
    },
  }
}

function shortened({ command, description }: Offered): Offered {
  const signs = [...description]
  if (signs.length <= longest) return { command, description }
  return { command, description: `${signs.slice(0, longest - 1).join('')}…` }
}

function placeOf({ chat, language }: Menu): string {
  return JSON.stringify([chat ?? '', language ?? ''])
}

function sumOf({ commands }: Menu): string {
  return createHash('sha256').update(JSON.stringify(commands)).digest('base64url').slice(0, 16)
}
