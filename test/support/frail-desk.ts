import { expect } from 'vitest'
import type { Delivery } from '../../src/channels/terminal/terminal-channel.ts'
import { openTerminalDesk } from '../../src/chat/terminal-desk.ts'
import type { StorePlace } from '../../src/open-store.ts'
import { JumpingClock } from './jumping-clock.ts'

const monday = Date.parse('2026-11-23T10:00:00+08:00')

export type FrailDesk = Awaited<ReturnType<typeof openFrailDesk>>

/** A whole desk in bad times: its clock jumps, some people cannot be reached; an admin su and what everybody heard. */
export async function openFrailDesk(place: StorePlace) {
  const clock = new JumpingClock(monday)
  const heard: Delivery[] = []
  const unreachable = new Set<string>()
  let keys = 0
  const desk = await openTerminalDesk({
    ...place,
    clock,
    lookEvery: 10_000,
    onFault: () => undefined,
    deliver(delivery) {
      if (unreachable.has(delivery.to)) throw new Error('the line is dead')
      heard.push(delivery)
    },
  })
  await desk.enrol({ id: 'su', role: 'admin' })
  await desk.app.start()

  const says = (peer: string, text: string, key = `k${++keys}`) =>
    desk.app.receive({ key, channel: 'terminal', peer, at: clock.now(), text })
  const told = (to: string) =>
    heard.filter((one) => one.to === to).map(({ message }) => message.text)

  /** Time passes, `step` ms at once, until something more is said to somebody that matches. */
  async function hears(to: string, words: RegExp, step = 1_000): Promise<void> {
    const matching = () => told(to).filter((text) => words.test(text)).length
    const before = matching()
    const passes = () => {
      clock.elapse(step)
      return matching()
    }
    const patience = { interval: 15, timeout: 20_000, message: `${to} hears ${words}` }
    await expect.poll(passes, patience).toBeGreaterThan(before)
  }

  return {
    desk,
    clock,
    /** Whom no message reaches. */
    unreachable,
    says,
    told,
    hears,
    /** How many things somebody heard more than once. */
    repeats: () => heard.length - new Set(heard.map(({ letter, to }) => `${letter} ${to}`)).size,
    async complain(peer: string): Promise<void> {
      await says(peer, '我要投诉')
      await hears(`customer:${peer}`, /./)
      await says(peer, '电饭煲用了两天就坏了，我要换一台')
      await hears(`customer:${peer}`, /./)
      await says(peer, '直接提交')
      await hears(`customer:${peer}`, /CP-\d{8}-\d{4}/)
    },
    /** What a customer said, as it is kept. */
    async linesOf(peer: string): Promise<(string | undefined)[]> {
      const lines = await desk.store.lines(`conversation:terminal/${peer}`, 0, 99)
      return lines.filter(({ by }) => by === 'customer').map(({ text }) => text)
    },
  }
}
