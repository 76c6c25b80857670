import type { Update } from 'telegraf/types'
import { type Book, readBook } from '../../src/book.ts'
import { createTelegramChannel } from '../../src/channels/telegram/telegram-channel.ts'
import { createTerminalChannel } from '../../src/channels/terminal/terminal-channel.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import { type Desk, openDesk } from '../../src/desk.ts'
import { telegramStaff } from '../../src/telegram-staff.ts'
import { type FakeTelegram, fakeTelegram, type Speaker } from './fake-telegram.ts'
import { tempFolder } from './store-folder.ts'
import { atOnce, secret } from './telegram-bench.ts'

/** A whole desk whose customers and staff are all on Telegram, the platform played. */
export type TelegramDesk = AsyncDisposable & {
  telegram: FakeTelegram
  desk: Desk
  clock: VirtualClock
  faults: unknown[]
  says(from: Speaker, text: string, more?: Record<string, unknown>): Promise<void>
  presses(from: Speaker, label: string): Promise<void>
  /** An update as the platform sends it, then all that comes of it. */
  bring(update: Update): Promise<number>
  pass(ms: number): Promise<void>
}

let book: Book | undefined

export async function openTelegramDesk(at = '2026-11-23T10:00:00+08:00'): Promise<TelegramDesk> {
  const clock = new VirtualClock(Date.parse(at))
  const folder = await tempFolder()
  const telegram = await fakeTelegram(clock)
  book ??= readBook({ now: clock.now() })
  const { policy, organisation } = book.settings
  const speaker = book.speaker
  const faults: unknown[] = []
  let routes: ReturnType<ReturnType<typeof createTelegramChannel>['routes']>
  const desk = await openDesk({
    book,
    folder: folder.path,
    clock,
    onFault: (where, error) => faults.push([where, error]),
    channels({ store, roster, rooms }) {
      const channel = createTelegramChannel({
        account: { token: telegram.token, api: telegram.api, secret },
        store,
        clock: atOnce(clock),
        policy,
        locale: organisation.locale,
        baseUrl: 'https://desk.example',
        say: (wording, locale) => speaker.speak(wording, locale),
        staff: telegramStaff({ roster, rooms }),
        onProblem: (problem) => faults.push(problem),
      })
      routes = channel.routes()
      // Teams without a group have their room there.
      return [channel, createTerminalChannel(() => undefined)]
    },
  })
  await desk.app.start()
  const told: TelegramDesk = {
    telegram,
    desk,
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
      await desk.app.settled()
      return answer.status
    },
    pass: (ms) => desk.app.passTime(clock, clock.now() + ms),
    async [Symbol.asyncDispose]() {
      await desk.close()
      await telegram[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
  return told
}
