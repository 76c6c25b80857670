import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StorePlace } from '../../src/open-store.ts'
import { StoreUnavailableError } from '../../src/store/port.ts'
import { type FrailDesk, openFrailDesk } from '../support/frail-desk.ts'

const minute = 60_000
const hour = 60 * minute
const li = 'conversation:terminal/li'

/** What a whole desk does in bad times: nothing acknowledged is lost, the rest goes on, nobody hears a thing twice. */
export function troubleContract(
  name: string,
  open: () => Promise<AsyncDisposable & { place: StorePlace }>,
): void {
  describe(`a desk on ${name}`, () => {
    let home: AsyncDisposable & { place: StorePlace }
    let bench: FrailDesk
    beforeEach(async () => {
      home = await open()
      bench = await openFrailDesk(home.place)
    })
    afterEach(async () => {
      await bench.desk.close()
      await home[Symbol.asyncDispose]()
    })

    /** Changes the snapshot that is kept of li's talk; the answer is what it was. */
    async function changeSnapshot(change: object): Promise<object> {
      const { store } = bench.desk
      const { revision, record } = (await store.load(li))!
      const before = record.snapshot as object
      const commit = {
        record: { ...record, snapshot: { ...before, ...change } },
        letters: [],
        cancels: [],
        lines: [],
      }
      const { outcome } = await store.commit({ actor: li, revision, commit }, bench.clock.now())
      expect(outcome).toBe('done')
      return before
    }

    it('keeps what is said to an actor that cannot be stepped, tells staff, and goes on with all others', async () => {
      const { desk, says, hears, told, linesOf, repeats } = bench
      await says('li', '我要投诉')
      await hears('customer:li', /./)
      const good = await changeSnapshot({ context: {} })
      expect(await says('li', '电饭煲坏了', 'poison')).toBe('accepted')
      expect(await says('li', '电饭煲坏了', 'poison')).toBe('duplicate')
      await hears('team:supervisors', /重发/, 30_000)
      await bench.complain('bo')
      expect(await linesOf('li')).toEqual(['我要投诉', '电饭煲坏了'])

      // A version that can step it: what is said from now on is answered, and with it what was kept.
      await changeSnapshot(good)
      await says('li', '上周三买的')
      await hears('customer:li', /./)
      const [parked] = await desk.store.parked(9)
      await says('@su', `/resend ${parked!.id}`)
      expect(told('staff:su')).toHaveLength(1)
      expect(await desk.store.parked(9)).toEqual([])
      expect(repeats()).toBe(0)
    })

    it('begins again, with all that was said, where the chart no longer knows the state somebody is in', async () => {
      const { desk, says, hears, linesOf } = bench
      await says('li', '我要投诉')
      await hears('customer:li', /./)
      await changeSnapshot({ value: 'nowhere' })
      await says('li', '电饭煲坏了')
      await hears('customer:li', /./)
      expect(await linesOf('li')).toEqual(['我要投诉', '电饭煲坏了'])
      expect(await desk.store.parked(9)).toEqual([])
    })

    it('gives up what never arrives, tells staff, and answers that customer again when he can be reached', async () => {
      const { desk, says, hears, told, unreachable, repeats } = bench
      unreachable.add('customer:li')
      await says('li', '我要投诉')
      await bench.complain('bo')
      await hears('team:supervisors', /the line is dead/, 30_000)
      expect(told('customer:li')).toEqual([])
      expect(await desk.store.parked(9)).toMatchObject([{ to: 'customer:terminal/li' }])

      unreachable.clear()
      await says('li', '电饭煲坏了')
      await hears('customer:li', /./, 30_000)
      expect(repeats()).toBe(0)
    })

    it('does not tell on and on, of a notice that nobody hears, that nobody heard it', async () => {
      const { desk, clock, says, unreachable } = bench
      unreachable.add('customer:li').add('team:supervisors')
      await says('li', '我要投诉')
      for (let round = 0; round < 60; round++) {
        clock.elapse(minute)
        await desk.app.settled()
      }
      const parked = await desk.store.parked(99)
      const others = parked.filter(({ from }) => from !== 'room:desk')
      expect(parked.length).toBeGreaterThan(others.length)
      // Each is told of once: what a customer missed to the supervisors, what they missed to the circle above them.
      expect((await desk.store.load('room:desk'))!.revision).toBe(parked.length)
    })

    it('reminds in time when its clock is put forward, and loses nothing when it is put back', async () => {
      const { clock, says, hears, linesOf, repeats } = bench
      await says('li', '我要投诉')
      await hears('customer:li', /./)
      await says('li', '电饭煲坏了', 'before')
      await hears('customer:li', /./)
      clock.jump(26 * hour)
      await hears('customer:li', /./, 5_000)

      clock.jump(-30 * hour)
      expect(await says('li', '电饭煲坏了', 'before')).toBe('duplicate')
      expect(await says('li', '前天买的', 'after')).toBe('accepted')
      await hears('customer:li', /./)
      await bench.complain('bo')
      expect(await linesOf('li')).toEqual(['我要投诉', '电饭煲坏了', '前天买的'])
      expect(repeats()).toBe(0)
    })
  })
}

/** Where a desk keeps everything, and how that is taken away from it for a while. */
export type FrailPlace = AsyncDisposable & {
  place: StorePlace
  takeAway(): void | Promise<void>
  giveBack(): void | Promise<void>
}

/** Says something that needs room on a disk. */
const long = `电饭煲坏了${'，气死我了'.repeat(60_000)}`

export async function expectToOutlive({ place, takeAway, giveBack }: FrailPlace): Promise<void> {
  const { desk, clock, says, hears, told, linesOf, ...bench } = await openFrailDesk(place)
  await says('li', '我要投诉')
  await hears('customer:li', /./)
  await bench.complain('bo')
  const dueAt = clock.now() + 2 * minute
  await desk.app.loop.post([{ to: 'team:service', dueAt, message: { text: '早会' } }])

  await takeAway()
  for (const key of ['lost?', 'lost?']) {
    await expect(says('li', long, key)).rejects.toThrow(StoreUnavailableError)
    for (let passed = 0; passed < 4; passed++) {
      clock.elapse(minute)
      await nextTurn()
    }
  }
  await giveBack()

  const again = () => says('li', long, 'lost?').catch(() => 'try again')
  await expect.poll(again, { timeout: 30_000 }).toMatch(/accepted|duplicate/)
  await hears('customer:li', /./, 5_000)
  expect(await linesOf('li')).toEqual(['我要投诉', long])
  // What came due while it was away.
  const late = async () => {
    clock.elapse(5_000)
    return desk.store.waiting(clock.now() - minute)
  }
  await expect.poll(late, { timeout: 30_000 }).toBe(0)
  expect(await desk.store.parked(9)).toEqual([])
  await expect.poll(() => told('team:supervisors').join()).toMatch(/写不进去，现已恢复/)
  expect(told('team:service').filter((text) => text === '早会')).toHaveLength(1)
  expect(bench.repeats()).toBe(0)
  await desk.close()
}
