import type { Receipt } from '../../src/channels/port.ts'
import type { LiveCard } from '../../src/channels/staff-side.ts'
import type { WecomAibotChannel } from '../../src/channels/wecom-aibot/account.ts'
import { createWecomAibotChannel } from '../../src/channels/wecom-aibot/wecom-aibot-channel.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import type { InboundMessage } from '../../src/domain/message.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { type FakeAibot, fakeAibot } from './fake-aibot.ts'
import { passingTime } from './passing-time.ts'
import { settings, speaker } from './staff-desk.ts'
import { tempFolder } from './store-folder.ts'

/** The channel through WeCom's own library on a real store, with the platform played; the desk is the test's `answer`. */
export type AibotBench = AsyncDisposable & {
  bot: FakeAibot
  channel: WecomAibotChannel
  store: Store
  clock: VirtualClock
  received: InboundMessage[]
  problems: string[]
  /** The ids of those who work here. */
  staff: Set<string>
  /** The case as it stands, wherever it is asked for. */
  card: LiveCard | undefined
  answer(message: InboundMessage): Promise<Receipt>
  /** Resolves when nothing that came is in hand any more. */
  settle(): Promise<void>
  /** As the platform's, and all that comes of it. */
  says: FakeAibot['says']
  presses: FakeAibot['presses']
  brings: FakeAibot['brings']
}

const start = Date.parse('2026-11-23T10:00:00+08:00')

export async function aibotBench(options: { secret?: string } = {}): Promise<AibotBench> {
  const folder = await tempFolder()
  const store = await openSqlite({ folder: folder.path })
  const clock = new VirtualClock(start)
  const bot = await fakeAibot(clock)
  const problems: string[] = []
  const staff = new Set<string>()
  const channel = createWecomAibotChannel({
    account: { ...bot.account, ...options },
    store,
    clock,
    policy: settings.policy,
    locale: 'zh-CN',
    say: (wording, locale) => speaker.speak(wording, locale),
    staff: {
      has: (peer) => staff.has(peer),
      moved: async () => undefined,
      card: async () => bench.card,
    },
    onProblem: (problem) => problems.push(String(problem)),
  })
  const bench: AibotBench = {
    bot,
    channel,
    store,
    clock,
    received: [],
    problems,
    staff,
    card: undefined,
    answer: async () => 'accepted',
    settle: () => passingTime(clock, () => channel.settled()),
    says: (...what) => bot.says(...what).then(bench.settle),
    presses: (...what) => bot.presses(...what).then(bench.settle),
    brings: (...what) => bot.brings(...what).then(bench.settle),
    async [Symbol.asyncDispose]() {
      await channel.stop()
      await bot[Symbol.asyncDispose]()
      await store[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
  await channel.start(async (message) => {
    const receipt = await bench.answer(message)
    if (receipt !== 'duplicate') bench.received.push(message)
    return receipt
  })
  if (options.secret === undefined) await bot.connected()
  return bench
}
