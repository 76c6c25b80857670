import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Delivery } from '../../src/channels/terminal/terminal-channel.ts'
import { openTerminalDesk, type TerminalDesk } from '../../src/chat/terminal-desk.ts'
import type { StorePlace } from '../../src/open-store.ts'
import { StoreUnavailableError } from '../../src/store/port.ts'
import { JumpingClock } from '../support/jumping-clock.ts'

/** Where a desk keeps everything, and how that is taken away from it for a while. */
export type FrailPlace = AsyncDisposable & { place: StorePlace; takeAway(): void; giveBack(): void }

const monday = Date.parse('2026-11-23T10:00:00+08:00')
const minute = 60_000
const hour = 60 * minute
const li = 'conversation:terminal/li'

/** What a whole desk does in bad times: nothing acknowledged is lost, the rest goes on, nobody hears a thing twice. */
export function troubleContract(name: string, open: () => Promise<FrailPlace>): void {
  describe(`a desk on ${name}`, () => {
    let frail: FrailPlace
    let desk: TerminalDesk
    let clock: JumpingClock
    let heard: Delivery[]
    /** Whom no message reaches. */
    let unreachable: Set<string>
    let keys = 0

    beforeEach(async () => {
      frail = await open()
      clock = new JumpingClock(monday)
      heard = []
      unreachable = new Set()
      desk = await openTerminalDesk({
        ...frail.place,
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
    })
    afterEach(async () => {
      await desk.close()
      await frail[Symbol.asyncDispose]()
    })

    const says = (peer: string, text: string, key = `k${++keys}`) =>
      desk.app.receive({ key, channel: 'terminal', peer, at: clock.now(), text })
    const told = (to: string) =>
      heard.filter((one) => one.to === to).map(({ message }) => message.text)
    const toldTwice = () => heard.length - new Set(heard.map(({ letter, to }) => letter + to)).size
    /** Time passes, `step` ms at once, until that many more things are said to somebody that match. */
    async function hears(to: string, words: RegExp, { step = 1_000, times = 1 } = {}) {
      const matching = () => told(to).filter((text) => words.test(text)).length
      const before = matching()
      await expect
        .poll(
          () => {
            clock.elapse(step)
            return matching() - before
          },
          { interval: 15, timeout: 10_000, message: `${to} hears ${words}` },
        )
        .toBeGreaterThanOrEqual(times)
    }
    const customerLines = async (peer: string) =>
      (await desk.store.lines(`conversation:terminal/${peer}`, 0, 99))
        .filter(({ by }) => by === 'customer')
        .map(({ text }) => text)

    async function complain(peer: string): Promise<void> {
      await says(peer, '我要投诉')
      await hears(`customer:${peer}`, /./)
      await says(peer, '电饭煲用了两天就坏了，我要换一台')
      await hears(`customer:${peer}`, /./)
      await says(peer, '直接提交')
      await hears(`customer:${peer}`, /CP-\d{8}-\d{4}/)
    }

    /** Puts something else where the chart's snapshot stood; the answer is what stood there. */
    async function replaceSnapshot(change: object): Promise<object> {
      const { revision, record } = (await desk.store.load(li))!
      const snapshot = { ...(record.snapshot as object), ...change }
      const commit = { record: { ...record, snapshot }, letters: [], cancels: [], lines: [] }
      expect((await desk.store.commit({ actor: li, revision, commit }, clock.now())).outcome).toBe(
        'done',
      )
      return record.snapshot as object
    }

    it('keeps what is said to an actor that cannot be woken, tells staff, and goes on with all others', async () => {
      await says('li', '我要投诉')
      await hears('customer:li', /./)
      const good = await replaceSnapshot({ context: {} })
      expect(await says('li', '电饭煲坏了', 'poison')).toBe('accepted')
      expect(await says('li', '电饭煲坏了', 'poison')).toBe('duplicate')
      await hears('team:supervisors', /重发/, { step: 30_000 })
      await complain('bo')
      expect(await customerLines('li')).toEqual(['我要投诉', '电饭煲坏了'])

      // A version that can read it: what is said from now on is answered, and with it what was kept.
      await replaceSnapshot(good)
      await says('li', '上周三买的')
      await hears('customer:li', /./)
      const [parked] = await desk.store.parked(9)
      await says('@su', `/resend ${parked!.id}`)
      expect(told('staff:su')).toHaveLength(1)
      expect(await desk.store.parked(9)).toEqual([])
      expect(toldTwice()).toBe(0)
    })

    it('begins again, with all that was said, where the chart no longer knows the state somebody is in', async () => {
      await says('li', '我要投诉')
      await hears('customer:li', /./)
      await replaceSnapshot({ value: 'nowhere' })
      await says('li', '电饭煲坏了')
      await hears('customer:li', /./)
      expect(await customerLines('li')).toEqual(['我要投诉', '电饭煲坏了'])
      expect(await desk.store.parked(9)).toEqual([])
    })

    it('gives up what never arrives, tells staff, and answers that customer again when he can be reached', async () => {
      unreachable.add('customer:li')
      await says('li', '我要投诉')
      await complain('bo')
      await hears('team:supervisors', /the line is dead/, { step: 30_000 })
      expect(told('customer:li')).toEqual([])
      expect(await desk.store.parked(9)).toMatchObject([{ to: 'customer:terminal/li' }])

      unreachable.clear()
      await says('li', '电饭煲坏了')
      await hears('customer:li', /./, { step: 30_000 })
      expect(toldTwice()).toBe(0)
    })

    it('reminds in time when its clock is put forward, and loses nothing when it is put back', async () => {
      await says('li', '我要投诉')
      await hears('customer:li', /./)
      await says('li', '电饭煲坏了', 'before')
      await hears('customer:li', /./)
      clock.jump(26 * hour)
      await hears('customer:li', /./, { step: 5_000 })

      clock.jump(-30 * hour)
      expect(await says('li', '电饭煲坏了', 'before')).toBe('duplicate')
      expect(await says('li', '前天买的', 'after')).toBe('accepted')
      await hears('customer:li', /./)
      await complain('bo')
      expect(await customerLines('li')).toEqual(['我要投诉', '电饭煲坏了', '前天买的'])
      expect(toldTwice()).toBe(0)
    })

    it('says "try again" while its database is away for minutes, and goes on by itself when it is back', async () => {
      await says('li', '我要投诉')
      await hears('customer:li', /./)
      await complain('bo')
      const dueAt = clock.now() + 2 * minute
      await desk.app.loop.post([{ to: 'team:service', dueAt, message: { text: '早会' } }])
      frail.takeAway()
      for (const key of ['lost?', 'lost?']) {
        await expect(says('li', '电饭煲坏了', key)).rejects.toThrow(StoreUnavailableError)
        for (let passed = 0; passed < 4; passed++) {
          clock.elapse(minute)
          await nextTurn()
        }
      }
      frail.giveBack()

      const again = () => says('li', '电饭煲坏了', 'lost?').catch(() => 'try again')
      await expect.poll(again, { timeout: 30_000 }).toMatch(/accepted|duplicate/)
      await hears('customer:li', /./, { step: 5_000 })
      expect(await customerLines('li')).toEqual(['我要投诉', '电饭煲坏了'])
      // What came due while it was away.
      const due = async () => {
        clock.elapse(5_000)
        return desk.store.waiting(clock.now() - minute)
      }
      await expect.poll(due, { timeout: 30_000 }).toBe(0)
      expect(await desk.store.parked(9)).toEqual([])
      expect(told('team:service').filter((text) => text === '早会')).toHaveLength(1)
      expect(toldTwice()).toBe(0)
    })
  })
}
