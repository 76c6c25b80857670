import type { Update } from 'telegraf/types'
import { type Book, readBook } from '../../src/book.ts'
import type { TelegramChannel, TelegramSettings } from '../../src/channels/telegram/account.ts'
import { createTelegramChannel } from '../../src/channels/telegram/telegram-channel.ts'
import { createTerminalChannel } from '../../src/channels/terminal/terminal-channel.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import { type Desk, openDesk } from '../../src/desk.ts'
import type { Policy } from '../../src/domain/policy.ts'
import type { Rooms } from '../../src/staff/rooms.ts'
import { staffMenusOf } from '../../src/staff-menus.ts'
import { staffSideOf } from '../../src/staff-side-of-desk.ts'
import { type FakeTelegram, fakeTelegram } from './fake-telegram.ts'
import { tempFolder } from './store-folder.ts'
import { atOnce, secret } from './telegram-bench.ts'
import type { Speaker } from './telegram-form.ts'

/** A whole desk whose customers and staff are all on Telegram, the platform played. */
export type TelegramDesk = AsyncDisposable & {
  telegram: FakeTelegram
  /** The desk as it was opened last. */
  desk: Desk
  channel: TelegramChannel
  /** Which group is which team's. */
  rooms: Rooms
  clock: VirtualClock
  faults: unknown[]
  says(from: Speaker, text: string, more?: Record<string, unknown>): Promise<void>
  presses(from: Speaker, label: string): Promise<void>
  /** An update as the platform sends it, then all that comes of it. */
  bring(update: Update): Promise<number>
  pass(ms: number): Promise<void>
  restart(): Promise<void>
}

export type TelegramDeskOptions = {
  at?: string
  topics?: boolean
  /** Nobody has to wait for his turn. */
  unhurried?: boolean
}

let book: Book | undefined

export async function openTelegramDesk({
  at = '2026-11-23T10:00:00+08:00',
  unhurried = false,
  topics = false,
}: TelegramDeskOptions = {}): Promise<TelegramDesk> {
  const clock = new VirtualClock(Date.parse(at))
  const folder = await tempFolder()
  const telegram = await fakeTelegram(clock)
  book ??= readBook({ now: clock.now() })
  const { speaker, settings } = book
  const policy = unhurried ? withoutPace(settings.policy) : settings.policy
  const faults: unknown[] = []
  const say: TelegramSettings['say'] = (wording, locale) => speaker.speak(wording, locale)
  let rooms: Rooms
  let channel: TelegramChannel
  let routes: ReturnType<ReturnType<typeof createTelegramChannel>['routes']>

  const open = async () => {
    const desk = await openDesk({
      book: book!,
      folder: folder.path,
      clock,
      onFault: (where, error) => faults.push([where, error]),
      channels(soFar) {
        rooms = soFar.rooms
        channel = createTelegramChannel({
          account: { token: telegram.token, api: telegram.api, secret, topics },
          store: soFar.store,
          clock: atOnce(clock),
          policy,
          locale: settings.organisation.locale,
          baseUrl: 'https://desk.example',
          say,
          staff: staffSideOf('telegram', soFar),
          menus: staffMenusOf('telegram', { ...soFar, say, locale: settings.organisation.locale }),
          onProblem: (problem) => faults.push(problem),
        })
        routes = channel.routes()
        // Teams without a group have their room there.
        return [channel, createTerminalChannel(() => undefined)]
      },
    })
    await desk.app.start()
    await desk.app.settled()
    return desk
  }

  const told: TelegramDesk = {
    telegram,
    desk: await open(),
    get channel() {
      return channel
    },
    get rooms() {
      return rooms
    },
    clock,
    faults,
    says: async (from, text, more) => {
      await told.bring(telegram.message(from, { text, ...more }))
    },
    presses: async (from, label) => {
      await told.bring(telegram.press(from, label))
    },
    async bring(update) {
      const answer = await routes.request('/channels/telegram', {
        method: 'POST',
        headers: { 'X-Telegram-Bot-Api-Secret-Token': secret },
        body: JSON.stringify(update),
      })
      await told.desk.app.settled()
      return answer.status
    },
    pass: (ms) => told.desk.app.passTime(clock, clock.now() + ms),
    async restart() {
      await told.desk.close()
      told.desk = await open()
    },
    async [Symbol.asyncDispose]() {
      await told.desk.close()
      await telegram[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
  return told
}

function withoutPace(policy: Policy): Policy {
  const much = { rule: 'test', value: 1_000_000 }
  const chatGap = { rule: 'test', within: { n: 0, unit: 'seconds' as const } }
  const { telegram } = policy
  return { ...policy, telegram: { ...telegram, chatGap, perSecond: much, groupPerMinute: much } }
}
