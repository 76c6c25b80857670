import type { Update } from 'telegraf/types'
import type { Receipt } from '../../src/channels/port.ts'
import type { TelegramChannel } from '../../src/channels/telegram/account.ts'
import { createTelegramChannel } from '../../src/channels/telegram/telegram-channel.ts'
import type { Clock } from '../../src/clock/port.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import type { InboundMessage } from '../../src/domain/message.ts'
import { loadSettings } from '../../src/settings/load.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { loadTexts } from '../../src/texts/load.ts'
import { createSpeaker } from '../../src/texts/speak.ts'
import { type FakeTelegram, fakeTelegram } from './fake-telegram.ts'
import { passingTime } from './passing-time.ts'
import { tempFolder } from './store-folder.ts'

/** The channel through real telegraf on a real store, with the platform played; the desk behind it is the test's `answer`. */
export type TelegramBench = AsyncDisposable & {
  telegram: FakeTelegram
  channel: TelegramChannel
  store: Store
  clock: VirtualClock
  received: InboundMessage[]
  problems: string[]
  /** The private chats of those who work here. */
  staff: Set<string>
  moves: [string, string][]
  /** What is offered to whom may have changed. */
  menusChange(): void
  answer(message: InboundMessage): Promise<Receipt>
  /** The platform brings an update, by webhook or to who asks; resolves when it is acknowledged. */
  bring(...updates: Update[]): Promise<number[]>
  call(body: string, secret?: string): Promise<Response>
}

const { organisation, policy } = loadSettings({ configFolder: 'config', env: {} })
const speaker = createSpeaker({
  resources: loadTexts('flows'),
  catalog: { categories: [], answers: [] },
  organisation,
  zone: organisation.zone,
})

export const secret = 'a-secret-of-the-webhook'
const offered = [{ command: 'take', description: 'Takes a case.' }]
const start = Date.parse('2026-11-23T10:00:00+08:00')

export async function telegramBench(
  how: { by?: 'webhook' | 'polling'; token?: string } = {},
): Promise<TelegramBench> {
  const by = how.by ?? 'webhook'
  const folder = await tempFolder()
  const store = await openSqlite({ folder: folder.path })
  const clock = new VirtualClock(start)
  const telegram = await fakeTelegram(clock)
  const problems: string[] = []
  const staff = new Set<string>()
  const moves: [string, string][] = []
  const listeners: (() => void)[] = []
  const channel = createTelegramChannel({
    account: {
      token: how.token ?? telegram.token,
      api: telegram.api,
      ...(by === 'webhook' && { secret }),
    },
    store,
    clock,
    policy,
    locale: 'zh-CN',
    baseUrl: 'https://desk.example',
    say: (wording, locale) => speaker.speak(wording, locale),
    staff: {
      has: (peer) => staff.has(peer),
      moved: async (from, to) => void moves.push([from, to]),
      card: async () => undefined,
    },
    menus: {
      now: () => [...staff].map((chat) => ({ chat, commands: offered })),
      onChange: (changed) => void listeners.push(changed),
    },
    onProblem: (problem) => problems.push(String(problem)),
  })
  const routes = channel.routes()
  const bench: TelegramBench = {
    telegram,
    channel,
    store,
    clock,
    received: [],
    problems,
    staff,
    moves,
    menusChange: () => {
      for (const changed of listeners) changed()
    },
    answer: async () => 'accepted',
    call: async (body, given = secret) =>
      routes.request('https://desk.example/channels/telegram', {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'X-Telegram-Bot-Api-Secret-Token': given,
        },
        body,
      }),
    async bring(...updates) {
      if (by === 'polling') {
        telegram.push(...updates)
        await passingTime(clock, () => telegram.taken())
        return updates.map(() => 200)
      }
      const statuses: number[] = []
      for (const update of updates) {
        const answer = () => bench.call(JSON.stringify(update))
        statuses.push((await passingTime(clock, answer)).status)
      }
      return statuses
    },
    async [Symbol.asyncDispose]() {
      await channel.stop()
      await telegram[Symbol.asyncDispose]()
      await store[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
  await channel.start(async (message) => {
    const receipt = await bench.answer(message)
    if (receipt !== 'duplicate') bench.received.push(message)
    return receipt
  })
  return bench
}

/** That clock for who has no time to wait: every moment asked for is there at once. */
export function atOnce(clock: Clock): Clock {
  return {
    now: () => clock.now(),
    at(_, task) {
      const immediate = setImmediate(task)
      return () => clearImmediate(immediate)
    },
  }
}
