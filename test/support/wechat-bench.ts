import type { Receipt } from '../../src/channels/port.ts'
import type { Account, WechatChannel } from '../../src/channels/wechat-official/account.ts'
import { createWechatChannel } from '../../src/channels/wechat-official/wechat-channel.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import type { InboundMessage } from '../../src/domain/message.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { voice } from './bench-voice.ts'
import { type FakeWechat, fakeWechat } from './fake-wechat.ts'
import { passingTime } from './passing-time.ts'
import { tempFolder } from './store-folder.ts'
import type { SealedHow } from './wechat-seal.ts'

/** The channel on a real store, with the platform played; the desk behind it is the test's `answer`. */
export type WechatBench = AsyncDisposable & {
  wechat: FakeWechat
  channel: WechatChannel
  store: Store
  clock: VirtualClock
  received: InboundMessage[]
  problems: string[]
  /** What the desk does with a message; it may throw. */
  answer(message: InboundMessage): Promise<Receipt>
  /** Sends one request and gives the platform's view of the answer; time passes until the receipt is there. */
  tell(fields: Record<string, string | number>, how?: SealedHow): Promise<Told>
  /** A text of that follower. */
  says(peer: string, text: string, id?: string): Promise<Told>
  tellText(peer: string, text: string, id: string): Promise<Told>
  fetch(request: Request): Promise<Response>
}

/** `reply`: the words that came with the receipt. */
export type Told = { status: number; body: string; reply?: string }

const start = Date.parse('2026-11-23T10:00:00+08:00')

export async function wechatBench(
  more: Pick<Account, 'template' | 'subscribe'> = {},
): Promise<WechatBench> {
  const folder = await tempFolder()
  const store = await openSqlite({ folder: folder.path })
  const clock = new VirtualClock(start)
  const wechat = await fakeWechat(clock)
  const problems: string[] = []
  const channel = createWechatChannel({
    account: { ...wechat.account, ...more },
    store,
    clock,
    ...voice,
    onProblem: (problem) => problems.push(String(problem)),
  })
  const routes = channel.routes()
  let ids = 0
  const bench: WechatBench = {
    wechat,
    channel,
    store,
    clock,
    received: [],
    problems,
    answer: async () => 'accepted',
    fetch: async (request) => routes.request(request),
    async tell(fields, how) {
      const request = wechat.request(fields, how)
      const response = await passingTime(clock, async () => routes.request(request))
      const body = await response.text()
      const reply = wechat.replyIn(body)
      return { status: response.status, body, ...(reply !== undefined && { reply }) }
    },
    says: (peer, text, id = String(7_300_000_000_000_000_000n + BigInt(++ids))) =>
      bench.tellText(peer, text, id),
    tellText: (peer, text, id) => bench.tell(textFrom(peer, text, { id, at: clock.now() })),
    async [Symbol.asyncDispose]() {
      await channel.stop()
      await wechat[Symbol.asyncDispose]()
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

export function textFrom(peer: string, text: string, { id, at }: { id: string; at: number }) {
  return {
    FromUserName: peer,
    CreateTime: Math.floor(at / 1000),
    MsgType: 'text',
    Content: text,
    MsgId: id,
  }
}
