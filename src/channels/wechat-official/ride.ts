import { spanMs } from '../../domain/span.ts'
import type { WechatSettings } from './account.ts'
import type { Passive } from './hear.ts'
import type { Peers, WaitingLetter } from './peers.ts'
import type { Slot } from './reply-slot.ts'
import type { Rights, Sender } from './sender.ts'
import { sizeOf, textBytes } from './show.ts'
import { fitting, handedOver } from './waiting.ts'

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
  const flushing = new Map<string, Promise<void>>()

  async function answer(
    peer: string,
    slot: Slot,
    { began, waited }: { began: number; waited: number },
  ): Promise<Passive | undefined> {
    const { answerWithin, answerWithinPassive } = policy.wechatOfficial
    const until = began + spanMs((rights.sends ? answerWithin : answerWithinPassive).within)
    const reply = await slot.wait(until)
    if (reply && !rights.sends) await moment(Math.min(clock.now() + gather, until))
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

  async function handOver(peer: string, letters: readonly WaitingLetter[]): Promise<void> {
    if (!letters.length) return
    await peers.change(peer, (before) => handedOver(before, letters))
    // Staff were told that they could not go out: now they have.
    for (const { letter } of letters) await store.unpark(letter)
  }

  /** Sends what still waits, joined, as long as the platform lets us; one at a time for each customer. */
  function flush(peer: string): Promise<void> {
    const known = flushing.get(peer)
    if (known) return known
    const work = sendWaiting(peer).finally(() => flushing.delete(peer))
    flushing.set(peer, work)
    return work
  }

  async function sendWaiting(peer: string): Promise<void> {
    for (;;) {
      const { waiting = [] } = await peers.get(peer)
      const { letters, text } = fitting(waiting, { before: '', more: '' })
      if (!letters.length || !(await sender.text(peer, text)).ok) return
      await handOver(peer, letters)
    }
  }

  return { answer }
}
