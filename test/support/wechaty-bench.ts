import type { Receipt } from '../../src/channels/port.ts'
import type { WechatyChannel } from '../../src/channels/wechaty/account.ts'
import { createWechatyChannel } from '../../src/channels/wechaty/wechaty-channel.ts'
import type { Clock } from '../../src/clock/port.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import type { InboundMessage } from '../../src/domain/message.ts'
import { loadSettings } from '../../src/settings/load.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { loadTexts } from '../../src/texts/load.ts'
import { createSpeaker } from '../../src/texts/speak.ts'
import { passingTime } from './passing-time.ts'
import { tempFolder } from './store-folder.ts'
import { atOnce } from './telegram-bench.ts'
import { load, playWechat, type Wechat, type WechatOptions } from './wechaty-phone.ts'

/** The channel through the real library on a real store, WeChat played; the desk behind it is the test's `answer`. */
export type WechatyBench = AsyncDisposable & {
  wechat: Wechat
  channel: WechatyChannel
  store: Store
  clock: VirtualClock
  received: InboundMessage[]
  /** How often the desk was asked to take a message, and has answered. */
  offered: number
  problems: string[]
  /** Who works here. */
  staff: Set<string>
  answer(message: InboundMessage): Promise<Receipt>
  /** Time passes until it is so. */
  until(isSo: () => boolean): Promise<void>
  /** Time passes until nothing that was written is on its way. */
  settled(): Promise<void>
}

export const { organisation, policy } = loadSettings({ configFolder: 'config', env: {} })
const speaker = createSpeaker({
  resources: loadTexts('flows'),
  catalog: { categories: [], answers: [] },
  organisation,
  zone: organisation.zone,
})

/** The test's own packages: the library as it is, and WeChat as it is played. */
export function loaderOf(wechat: Pick<Wechat, 'Puppet'>): (name: string) => Promise<unknown> {
  return async (name) => (name === 'played' ? { default: wechat.Puppet } : load(name))
}

/** Nobody waits for the gap between two messages. */
export function withoutGaps(clock: Clock): Clock {
  return {
    now: () => clock.now(),
    at: (at, task) => (at - clock.now() > 3_000 ? clock : atOnce(clock)).at(at, task),
  }
}

/** One process of a desk, with an account of its own for the test. */
export async function openProcess(
  {
    store,
    clock,
    staff = new Set(),
  }: Pick<WechatyBench, 'store' | 'clock'> & { staff?: Set<string> },
  { library = 'wechaty', ...options }: BenchOptions = {},
): Promise<Omit<WechatyBench, typeof Symbol.asyncDispose>> {
  const people = ['li', 'wang', 'news', 'weixin']
  const rooms = ['team@chatroom']
  const now = () => clock.now()
  const wechat = await playWechat({ people, rooms, now, ...options })
  const problems: string[] = []
  const channel = createWechatyChannel({
    account: { library, puppet: 'played', options: {} },
    store,
    clock,
    policy,
    locale: 'zh-CN',
    say: (wording, locale) => speaker.speak(wording, locale),
    staff: { has: (peer) => staff.has(peer) },
    random: () => 0.5,
    load: loaderOf(wechat),
    onProblem: (problem) => problems.push(String(problem)),
  })
  const bench: Omit<WechatyBench, typeof Symbol.asyncDispose> = {
    wechat,
    channel,
    store,
    clock,
    received: [],
    offered: 0,
    problems,
    staff,
    answer: async () => 'accepted',
    until: (isSo) =>
      passingTime(clock, async () => {
        for (let n = 0; !isSo(); n++) {
          if (n > 80_000) throw new Error('it never was so')
          await new Promise(setImmediate)
        }
      }),
    settled: () =>
      passingTime(clock, async () => {
        for (let n = 0; n < 40; n++) await new Promise(setImmediate)
      }),
  }
  await channel.start(async (message) => {
    const receipt = await bench.answer(message).finally(() => {
      bench.offered++
    })
    if (receipt !== 'duplicate') bench.received.push(message)
    return receipt
  })
  return bench
}

type BenchOptions = Partial<WechatOptions> & { library?: string }

export async function wechatyBench(options: BenchOptions = {}): Promise<WechatyBench> {
  const folder = await tempFolder()
  const store = await openSqlite({ folder: folder.path })
  const clock = new VirtualClock(Date.parse('2026-11-23T10:00:00+08:00'))
  const bench = await openProcess({ store, clock }, options)
  if (options.loggedIn ?? true) await bench.until(() => bench.channel.health().ok)
  return Object.assign(bench, {
    async [Symbol.asyncDispose]() {
      await passingTime(clock, () => bench.channel.stop())
      await store[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  })
}
