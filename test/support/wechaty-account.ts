import type { WechatyChannel } from '../../src/channels/wechaty/account.ts'
import { messageTypes } from '../../src/channels/wechaty/library.ts'
import { createWechatyChannel } from '../../src/channels/wechaty/wechaty-channel.ts'
import type { VirtualClock } from '../../src/clock/virtual.ts'
import { type Account, readChoices, type Shown } from './play-on-account.ts'
import { loaderOf, withoutGaps } from './wechaty-bench.ts'
import { fileOf, playWechat } from './wechaty-phone.ts'

/** As dialogues name their customers here. */
const people = Array.from({ length: 10 }, (_, n) => `wm-Zq${String(n).padStart(2, '0')}`)

/** A person's WeChat account, through the real library, for dialogues. */
export async function wechatyAccount(clock: VirtualClock): Promise<Account> {
  let show: (person: string, shown: Shown) => void = () => {}
  let channel: WechatyChannel
  let taken = 0
  const wechat = await playWechat({
    people,
    now: () => clock.now(),
    onShown: ({ at, text }) => show(at, readChoices(text)),
  })

  /** Somebody writes once the account is logged in; resolves when the desk has it. */
  async function tell(...told: Parameters<typeof wechat.says>): Promise<void> {
    while (!channel.health().ok) await new Promise(setImmediate)
    const before = taken
    wechat.says(...told)
    while (taken === before) await new Promise(setImmediate)
  }

  return {
    channel(makings) {
      channel = createWechatyChannel({
        ...makings,
        account: { library: 'wechaty', puppet: 'played', options: {} },
        clock: withoutGaps(clock),
        staff: { has: () => false },
        random: () => 0,
        load: loaderOf(wechat),
      })
      const start = channel.start.bind(channel)
      channel.start = (receive) =>
        start((message) =>
          receive(message).finally(() => {
            taken++
          }),
        )
      return channel
    },
    says: (person, text) => tell(person, text),
    presses: (person, { label }) => tell(person, label),
    async sends(person, { type, bytes }) {
      const kind = type.startsWith('audio/') ? messageTypes.Audio : messageTypes.Image
      await tell(person, await fileOf(bytes, 'file'), { type: kind })
    },
    async waves() {
      throw new Error('no window closes here: nobody has to open one')
    },
    onShown: (how) => {
      show = how
    },
    async [Symbol.asyncDispose]() {},
  }
}
