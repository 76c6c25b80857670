import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { retryDelay } from '../../../src/outbox/retry.ts'
import { letterTo, smallDesk, start } from '../../support/small-desk.ts'

type Desk = Awaited<ReturnType<typeof smallDesk>>
const later = { done: false, next: 'again', kind: 'offline', reason: 'no line' } as const

describe('the outbox', () => {
  let desk: Desk
  beforeEach(async () => {
    desk = await smallDesk()
  })
  afterEach(() => desk.close())

  it('hands letters of one sender to one person over in their order, and forgets them', async () => {
    await desk.post(letterTo('staff:wang', 'one'), letterTo('staff:wang', 'two'))
    await desk.post(letterTo('staff:wang', 'three'))
    await desk.outbox.settled()
    expect(desk.texts()).toEqual(['one', 'two', 'three'])
    expect(await desk.store.nextDue()).toBeUndefined()
  })

  it('keeps later letters waiting while one is retried, and others to other people not', async () => {
    let down = true
    desk.answerWith((letter) => (down && letter.to === 'staff:wang' ? later : { done: true }))
    await desk.post(letterTo('staff:wang', 'one'), letterTo('staff:zhao', 'yes'))
    await desk.post(letterTo('staff:wang', 'two'))
    await desk.outbox.settled()
    expect(desk.texts()).toEqual(['yes'])
    down = false
    await desk.pass(1_000)
    expect(desk.texts()).toEqual(['yes', 'one', 'two'])
  })

  it('parks a letter after its tries, tells staff, and lets the next one go', async () => {
    desk.answerWith((letter) =>
      'message' in letter && letter.message.text === 'bad' ? later : { done: true },
    )
    await desk.post(letterTo('staff:wang', 'bad'), letterTo('staff:wang', 'good'))
    await desk.pass(60_000)
    expect(desk.undelivered).toEqual(['staff:wang: no line, kept'])
    expect(desk.texts()).toEqual(['good'])
    expect(await desk.store.parked(10)).toMatchObject([{ message: { text: 'bad' } }])
  })

  it('parks at once what trying again cannot help, and sends it again as a new letter', async () => {
    let gone = true
    desk.answerWith(() =>
      gone ? { done: false, next: 'park', kind: 'unreachable', reason: 'blocked' } : { done: true },
    )
    await desk.post(letterTo('staff:wang', 'hello'))
    await desk.outbox.settled()
    const [parked] = await desk.store.parked(10)
    gone = false
    await desk.loop.resend((await desk.store.unpark(parked!.id))!)
    await desk.outbox.settled()
    expect(desk.texts()).toEqual(['hello'])
    expect(desk.handed[0]!.id).not.toBe(parked!.id)
    expect(await desk.store.unpark(parked!.id)).toBeUndefined()
  })

  it('leaves to the channel what that keeps for the next visit, and tells of it', async () => {
    desk.answerWith(() => ({ done: false, next: 'waits', kind: 'quota', reason: 'five sent' }))
    await desk.post(letterTo('customer:web/li', 'news'))
    await desk.outbox.settled()
    expect(desk.undelivered).toEqual(['customer:web/li: five sent, waits'])
    expect(await desk.store.parked(10)).toEqual([])
    expect(await desk.store.nextDue()).toBeUndefined()
  })

  it('tells staff once when more waits for a customer who cannot be reached than ever should', async () => {
    desk.answerWith(({ to }) => (to.startsWith('customer:') ? later : { done: true }))
    for (let press = 1; press <= 5; press++) await desk.presses('again')
    await desk.outbox.settled()
    expect(desk.texts()).toEqual(['conversation:web/li: 4 waiting'])
  })

  it('waits as long as the other side asks for', async () => {
    let tries = 0
    desk.answerWith(() => (tries++ === 0 ? { ...later, retryAfter: 30_000 } : { done: true }))
    await desk.post(letterTo('staff:wang', 'one'))
    await desk.pass(29_999)
    expect(desk.texts()).toEqual([])
    await desk.pass(1)
    expect(desk.texts()).toEqual(['one'])
  })

  it('counts a courier that throws as one that could not deliver', async () => {
    let broken = true
    desk.answerWith(() => {
      if (broken) throw new Error('socket closed')
      return { done: true }
    })
    await desk.post(letterTo('staff:wang', 'one'))
    await desk.outbox.settled()
    expect(desk.faults).toHaveLength(1)
    broken = false
    await desk.pass(1_000)
    expect(desk.texts()).toEqual(['one'])
  })

  it('hands over what stood behind another before a crash as soon as that has gone', async () => {
    await desk.outbox.stop()
    await desk.post(letterTo('staff:wang', 'one'), letterTo('staff:wang', 'two'))
    await desk.store[Symbol.asyncDispose]()
    const again = await smallDesk({ folder: desk.folder })
    await vi.waitFor(() => {
      // No time passes.
      again.clock.moveTo(again.clock.now())
      expect(again.texts()).toEqual(['one', 'two'])
    })
    await again.close()
  })

  it('fires a timer at its moment, and what came due while it was closed in order', async () => {
    await desk.says('kettle')
    await desk.pass(5_999)
    expect(desk.texts()).toEqual(['toy.hello'])
    await desk.pass(1)
    expect(desk.texts()).toEqual(['toy.hello', 'toy.ask'])
    await desk.post(letterTo('staff:wang', 'late', start + 9_000))
    await desk.post(letterTo('staff:zhao', 'early', start + 8_000))
    await desk.outbox.stop()
    desk.clock.moveTo(start + 3_700_000)
    desk.outbox.start()
    await desk.outbox.settled()
    expect(desk.texts().slice(2).sort()).toEqual(['early', 'late', 'toy.remind'])
    expect(desk.texts().indexOf('early')).toBeLessThan(desk.texts().indexOf('late'))
  })
})

describe('the loop', () => {
  let desk: Desk
  beforeEach(async () => {
    desk = await smallDesk()
  })
  afterEach(() => desk.close())

  it('lets two racing events on one actor both take effect, one after the other', async () => {
    await desk.says('kettle')
    await desk.pass(6_000)
    const taken = await Promise.all([desk.says('１'), desk.says('yes'), desk.says('yes')])
    expect(taken).toEqual(['done', 'done', 'done'])
    await desk.outbox.settled()
    expect(desk.texts().slice(2)).toEqual(['toy.pressed', 'toy.thanks', 'toy.thanks/1'])
  })

  it('takes the same message once, also when it comes twice at once', async () => {
    const taken = await Promise.all([desk.says('kettle', 'same'), desk.says('kettle', 'same')])
    expect(taken.sort()).toEqual(['done', 'seen'])
    expect(await desk.says('kettle', 'same')).toBe('seen')
    const lines = await desk.store.lines('conversation:web/li', 0, 10)
    expect(lines.filter(({ by }) => by === 'customer')).toHaveLength(1)
  })

  it('steps again on the fresh snapshot when somebody else was faster', async () => {
    await desk.says('kettle')
    const stored = (await desk.store.load('conversation:web/li'))!
    const note = { seq: stored.record.lines + 1, at: start, by: 'system', text: 'written beside' }
    await desk.store.commit(
      {
        actor: 'conversation:web/li',
        revision: stored.revision,
        commit: {
          record: { ...stored.record, lines: stored.record.lines + 1 },
          letters: [],
          cancels: [],
          lines: [note],
        },
      },
      start,
    )
    expect(await desk.says('more')).toBe('done')
    const lines = await desk.store.lines('conversation:web/li', 0, 10)
    expect(lines.map(({ text }) => text)).toEqual(['kettle', 'toy.hello', 'written beside', 'more'])
  })

  it('parks a message no step can take and tells staff of it by the id it is kept under', async () => {
    expect(await desk.presses('boom')).toBe('done')
    await desk.outbox.settled()
    const [parked] = await desk.store.parked(10)
    expect(parked).toMatchObject({ event: { type: 'message.unheard', message: { press: 'boom' } } })
    expect(desk.handed).toMatchObject([
      { to: 'team:service', text: expect.stringContaining(parked!.id) },
    ])
    expect(await desk.store.unpark(parked!.id)).toMatchObject({ id: parked!.id })
  })

  it('keeps a message no step can take, tells of the fault, and goes on with the next', async () => {
    await desk.says('boom')
    await desk.pass(6_000)
    await desk.says('yes')
    await desk.says('a word', 'next')
    const lines = await desk.store.lines('conversation:web/li', 0, 20)
    expect(lines.map(({ text }) => text)).toEqual(expect.arrayContaining(['boom', 'yes', 'a word']))
    expect(desk.faults.length).toBeGreaterThan(0)
  })
})

describe('the wait before the next try', () => {
  it('doubles up to its bound, spread by a quarter either way', () => {
    const bounds = { first: 1_000, longest: 60_000 }
    expect([0, 1, 2, 6, 40].map((n) => retryDelay(n, bounds, () => 0.5))).toEqual([
      1_000, 2_000, 4_000, 60_000, 60_000,
    ])
    expect(retryDelay(0, bounds, () => 0)).toBe(750)
    expect(retryDelay(0, bounds, () => 1)).toBe(1_250)
  })
})
