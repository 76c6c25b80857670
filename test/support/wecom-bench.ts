import type { Receipt, TellMissed } from '../../src/channels/port.ts'
import type { WecomKfChannel } from '../../src/channels/wecom-kf/account.ts'
import { createWecomKfChannel } from '../../src/channels/wecom-kf/wecom-kf-channel.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import type { InboundMessage } from '../../src/domain/message.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { voice } from './bench-voice.ts'
import { type Entry, type FakeWecom, fakeWecom, kf } from './fake-wecom.ts'
import { tempFolder } from './store-folder.ts'

/** The channel on a real store, with the platform played; the desk behind it is the test's `answer`. */
export type WecomBench = AsyncDisposable & {
  wecom: FakeWecom
  channel: WecomKfChannel
  store: Store
  clock: VirtualClock
  received: InboundMessage[]
  /** What the desk has been told of messages that did not arrive. */
  missed: Parameters<TellMissed>[0][]
  problems: string[]
  /** What the desk does with a message; it may throw. */
  answer(message: InboundMessage): Promise<Receipt>
  /** Something arrives and the platform calls; resolves when it has been fetched. */
  tell(...entries: Entry[]): Promise<void>
  says(person: string, text: string, id?: string): Promise<void>
  /** Only the call. */
  call(how?: Parameters<FakeWecom['callback']>[0]): Promise<Response>
  /** Another process of the desk, on the same store. */
  another(): WecomKfChannel
  pass(ms: number): Promise<void>
}

export const start = Date.parse('2026-11-23T10:00:00+08:00')
let ids = 0

export async function wecomBench(): Promise<WecomBench> {
  const folder = await tempFolder()
  const store = await openSqlite({ folder: folder.path })
  const clock = new VirtualClock(start)
  const wecom = await fakeWecom(clock)
  const problems: string[] = []
  const make = () =>
    createWecomKfChannel({
      account: wecom.account,
      store,
      clock,
      ...voice,
      onProblem: (problem) => problems.push(String(problem)),
    })
  const channel = make()
  const routes = channel.routes()
  const others: WecomKfChannel[] = []
  const bench: WecomBench = {
    wecom,
    channel,
    store,
    clock,
    received: [],
    missed: [],
    problems,
    answer: async () => 'accepted',
    call: async (how) => routes.request(wecom.callback(how)),
    async tell(...entries) {
      for (const entry of entries) wecom.arrives(entry)
      await bench.call()
      await channel.pulled()
    },
    says: (person, text, id) => bench.tell(textFrom(person, text, id)),
    another() {
      const other = make()
      others.push(other)
      return other
    },
    async pass(ms) {
      clock.moveTo(clock.now() + ms)
      await channel.pulled()
    },
    async [Symbol.asyncDispose]() {
      for (const one of [channel, ...others]) await one.stop()
      await wecom[Symbol.asyncDispose]()
      await store[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
  await channel.start(
    (message) => take(bench, message),
    async (missed) => void bench.missed.push(missed),
  )
  await channel.pulled()
  return bench
}

/** As the desk takes a message: the test's verdict, then it is kept. */
export async function take(bench: WecomBench, message: InboundMessage): Promise<Receipt> {
  const receipt = await bench.answer(message)
  if (receipt !== 'duplicate') bench.received.push(message)
  return receipt
}

export function textFrom(person: string, content: string, id = `m${++ids}`): Entry {
  return entry(person, { msgid: id, msgtype: 'text', text: { content } })
}

/** One thing a customer sends. */
export function entry(person: string, more: Entry): Entry {
  return { msgid: `m${++ids}`, external_userid: person, origin: 3, ...more }
}

/** One thing the platform tells. */
export function event(person: string, event_type: string, more: Entry = {}): Entry {
  const inside = { event_type, open_kfid: kf, external_userid: person, ...more }
  return { msgid: `e${++ids}`, origin: 4, msgtype: 'event', event: inside }
}

/** How the desk knows somebody. */
export function peerFor(person: string): string {
  return `${kf}.${person}`
}
