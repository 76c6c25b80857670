import { spanMs } from '../../domain/span.ts'
import { createFlush } from '../wechat-core/flush.ts'
import type { Peers } from '../wechat-core/peers.ts'
import { sizeOf, textBytes } from '../wechat-core/show.ts'
import { fitting } from '../wechat-core/waiting.ts'
import type { WechatSettings } from './account.ts'
import type { Passive } from './hear.ts'
import type { Reply, Slot } from './reply-slot.ts'
import type { Rights } from './rights.ts'
import type { Sender } from './sender.ts'

type RideParts = Pick<WechatSettings, 'clock' | 'policy' | 'locale' | 'say' | 'store'> & {
  peers: Peers
  rights: Rights
  sender: Sender
}

/** Where the account cannot write by itself, answers that follow the first so soon ride with it, in ms. */
const gather = 300

/** What rides on the receipt of a customer's message: what waited for it, and the first answer that is ready in time. */
export function createRides(parts: RideParts) {
  const { clock, policy, peers, rights, sender, store } = parts
  const say = (name: string) => parts.say({ key: `channels.wechat-official.${name}` }, parts.locale)
  const { flush, handOver, stop } = createFlush({
    store,
    clock,
    peers,
    before: '',
    send: sender.text,
  })

  async function answer(
    peer: string,
    slot: Slot,
    { began, waited }: { began: number; waited: number },
  ): Promise<Passive | undefined> {
    const { answerWithin, answerWithinPassive } = policy.wechatOfficial
    const until = began + spanMs((rights.sends ? answerWithin : answerWithinPassive).within)
    const reply = await slot.wait(until)
    if (reply && !rights.sends) await moment(Math.min(clock.now() + gather, until))
    return together(peer, waited, reply)
  }

  /** What waited, and behind it what is said now, where there is room for it. */
  async function together(
    peer: string,
    waited: number,
    reply: Pick<Reply, 'text' | 'written'> | undefined,
  ): Promise<Passive | undefined> {
    const { waiting = [] } = await peers.get(peer)
    const around = { before: waited > 0 ? say('answered') : '', more: say('more') }
    const { letters, text } = fitting(waiting, around)
    const own = letters.length === waiting.length ? (reply?.text ?? '') : ''
    const whole = [text, own].filter(Boolean).join('\n\n')
    const rides = own !== '' && sizeOf(whole) <= textBytes
    if (!rides) reply?.written(false)
    const words = rides ? whole : text
    if (words === '') return undefined
    return {
      text: words,
      async written(taken) {
        if (rides) reply?.written(taken)
        if (taken) await handOver(peer, letters)
        if (rights.sends) await flush(peer)
      },
    }
  }

  function moment(at: number): Promise<void> {
    return new Promise((resolve) => {
      clock.at(at, resolve)
    })
  }

  return {
    answer,
    /** What the account says by itself to somebody of whom so much waited; undefined where there is nothing to say. */
    aside: (peer: string, waited: number, text: string) =>
      together(peer, waited, { text, written: () => undefined }),
    flush,
    stop,
  }
}
