import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Line } from '../../src/domain/commit.ts'
import type { InboundMessage } from '../../src/domain/message.ts'
import type { FoundTicket, Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { type Delivered, KillableDesk, Killed } from '../support/killable.ts'

const people = 200
const hour = 3_600_000
const start = Date.parse('2026-11-23T10:00:00+08:00')
const number = /CP-\d{8}-\d{4,}/
type Said = Omit<InboundMessage, 'at' | 'channel'>

/** What one customer would say next, from what he has heard last. */
function nextWords(name: string, turn: number, heard: Delivered | undefined): Said | undefined {
  const key = `${name}-${turn}`
  const words = ['我要投诉', '我上周买的电饭锅用了两天就坏了，按下开关没有反应。']
  if (turn < words.length) return { key, peer: name, text: words[turn]! }
  if (!heard || number.test(heard.text)) return undefined
  const button = heard.buttons[0]
  return button ? { key, peer: name, press: button.id } : { key, peer: name, text: '跳过' }
}

/** Calls `work` again on a fresh process whenever a kill interrupts it. */
async function through(desk: KillableDesk, work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Killed)) throw error
      await desk.start()
    }
  }
}

describe('a desk that is killed again and again', () => {
  let folder: string
  let desk: KillableDesk
  let store: Store
  let tickets: FoundTicket[]
  const sent: Said[] = []
  const lines = new Map<string, readonly Line[]>()
  const random = seeded(7)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-kill-'))
    desk = new KillableDesk(folder, start)
    await desk.start()
    await through(desk, () => desk.enrol({ id: 'wang', role: 'manager', team: 'service' }))
    await through(desk, () => desk.enrol({ id: 'zhao', role: 'manager', team: 'management' }))
    await complain()
    await solve()
    await desk.end()
    store = await openSqlite({ folder: desk.folder })
    tickets = [...(await store.tickets({}, { limit: 1_000 })).tickets]
    for (const { peer } of sent) {
      if (!lines.has(peer))
        lines.set(peer, await store.lines(`conversation:terminal/${peer}`, 0, 1_000))
    }
  }, 400_000)

  afterAll(async () => {
    await store?.[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  /** All customers at once, turn by turn; in most turns the process dies in the middle. */
  async function complain(): Promise<void> {
    const names = Array.from({ length: people }, (_, i) => `c${i}`)
    for (let turn = 0; turn < 16; turn++) {
      const last = new Map(desk.delivered().map((each) => [each.to, each]))
      const round = names.flatMap(
        (name) => nextWords(name, turn, last.get(`customer:${name}`)) ?? [],
      )
      if (!round.length) return
      sent.push(...round)
      await dyingOnTheWay(() => desk.send(round.filter(({ key }) => !desk.acknowledged.has(key))))
      await dyingOnTheWay(() => desk.passTo(desk.now + 8_000))
    }
  }

  /** Staff work all cases up to the survey, with kills in between. */
  async function solve(): Promise<void> {
    const numbers = [
      ...new Set(desk.delivered().flatMap(({ text }) => number.exec(text)?.[0] ?? [])),
    ]
    const orders: [string, (n: string) => string][] = [
      ['wang', (n) => `/take ${n}`],
      ['wang', (n) => `/solve ${n} exchange 换新`],
      ['zhao', (n) => `/approve ${n}`],
    ]
    for (const [i, [who, text]] of orders.entries()) {
      const round = numbers.map((n) => ({ key: `o${i}-${n}`, peer: `@${who}`, text: text(n) }))
      await dyingOnTheWay(() => desk.send(round))
      await through(desk, () => desk.passTo(desk.now + 1_000))
    }
    const offers = desk
      .delivered()
      .filter(({ buttons }) => buttons.some(({ id }) => id.includes('accept')))
    const yes = new Map(
      offers.map(({ to, buttons }) => [to.slice('customer:'.length), buttons[0]!.id]),
    )
    const accepted = [...yes].map(([peer, press]) => ({ key: `yes-${peer}`, peer, press }))
    sent.push(...accepted)
    await dyingOnTheWay(() => desk.send(accepted))
    await through(desk, () => desk.passTo(desk.now + 1_000))
    const done = numbers.map((n) => ({
      key: `done-${n}`,
      peer: '@wang',
      text: `/done ${n} 已寄出新机`,
    }))
    await dyingOnTheWay(() => desk.send(done))
    const surveyed = desk.now + 40 * hour
    await dyingOnTheWay(() => desk.passTo(surveyed))
  }

  async function dyingOnTheWay(work: () => Promise<void>): Promise<void> {
    desk.dieAfter(1 + Math.floor(random() * people))
    await through(desk, work)
  }

  it('was killed often enough to tell', () => {
    expect(desk.kills).toBeGreaterThan(10)
  })

  it('keeps every acknowledged message in its transcript once', () => {
    const keys = new Map<string, number>()
    for (const line of [...lines.values()].flat()) {
      if (line.key !== undefined) keys.set(line.key, (keys.get(line.key) ?? 0) + 1)
    }
    const wrong = sent.filter(({ key }) => desk.acknowledged.has(key) && keys.get(key) !== 1)
    expect(wrong).toEqual([])
  })

  it('makes one ticket of every complaint that was confirmed', () => {
    const perCustomer = new Map<string, number>()
    for (const { view } of tickets) {
      perCustomer.set(view.customer, (perCustomer.get(view.customer) ?? 0) + 1)
    }
    expect([...perCustomer.values()].filter((count) => count !== 1)).toEqual([])
    expect(perCustomer.size).toBe(people)
    expect(new Set(tickets.map(({ view }) => view.number)).size).toBe(people)
  })

  it('hands every survey that is due over, and as one letter', () => {
    const surveys = new Map<string, Set<string>>()
    for (const { to, letter, buttons } of desk.delivered()) {
      if (!buttons.some(({ id }) => id.startsWith('survey:'))) continue
      surveys.set(to, (surveys.get(to) ?? new Set()).add(letter))
    }
    expect(surveys.size).toBe(people)
    expect([...surveys.values()].filter((letters) => letters.size !== 1)).toEqual([])
  })

  it('repeats a hand-over only after a kill and with the same letter, and shows a repeated line once', () => {
    const count = new Map<string, number>()
    for (const { letter } of desk.delivered()) {
      if (!letter.startsWith('answer:')) count.set(letter, (count.get(letter) ?? 0) + 1)
    }
    const repeats = [...count.values()].reduce((sum, times) => sum + times - 1, 0)
    console.log(
      `${desk.kills} kills: ${desk.acknowledged.size} messages acknowledged, ${tickets.length} tickets, ` +
        `${count.size} letters handed over, ${repeats} of them repeated, 0 lost`,
    )
    const lives = desk.delivered().map(({ letter, life }) => `${letter} in life ${life}`)
    const answers = (each: string) => each.startsWith('answer:')
    expect(new Set(lives).size).toBe(lives.length - doubles(lives.filter(answers)))
    const shown = [...lines.values()].flat().flatMap(({ letter }) => letter ?? [])
    expect(new Set(shown).size).toBe(shown.length)
    const lost = shown.filter((letter) => !count.has(letter))
    expect(lost).toEqual([])
  })
})

function doubles(list: readonly string[]): number {
  return list.length - new Set(list).size
}

/** The same numbers between 0 and 1 every time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}
