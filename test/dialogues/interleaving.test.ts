import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ActorId, conversationOf } from '../../src/domain/actor.ts'
import type { TicketState } from '../../src/domain/ticket.ts'
import { type Crowd, crowd, customers } from '../support/crowd.ts'
import { aboutWang, act, action, minute, secret, theWholeWay } from '../support/crowd-acts.ts'

/** The same crowds each time; with `CROWDS=5000` so many others, as chance will have it. */
const { CROWDS } = process.env
const crowds = CROWDS ? { numRuns: Number(CROWDS) } : { numRuns: 150, seed: 20261123 }
type Slots = { slots?: readonly string[]; snapshot?: { context?: Record<string, unknown> } }

type Talk = {
  blocked?: object | null
  unheardSince?: number | null
  draft?: { paused: boolean; story: string; ticket?: string; declined?: boolean } | null
  opening?: object | null
  person?: { ticket: string | null } | null
  waiting?: readonly { ticket: string }[]
}

/** What nobody leaves at a nod: every one of these is answered, or a person is called. */
const toBeAnswered: readonly string[] = [
  '人工',
  '进度',
  '快点处理啊',
  '撤诉',
  '呃呃呃',
  '13812345678',
]

/** Words that nothing of ours has answered have the moment at which a person is called for them. */
async function expectNobodyUnheard(desk: Crowd): Promise<void> {
  for (const who of customers) {
    const record = await desk.record(conversationOf(`customer:terminal/${who}`) as ActorId)
    const { slots = [], snapshot } = (record ?? {}) as Slots
    const { unheardSince, person, blocked } = (snapshot?.context ?? {}) as Talk
    if (unheardSince) expect([who, slots]).toEqual([who, expect.arrayContaining(['unheard'])])
    const last = (await desk.lines(who)).at(-1)
    const open =
      last?.by === 'customer' && toBeAnswered.includes(last.text ?? '') && !person && !blocked
    if (!open) continue
    expect([who, last.text, slots.some((slot) => slot === 'unheard' || slot === 'burst')]).toEqual([
      who,
      last.text,
      true,
    ])
    expect([who, desk.clock.now() - last.at < 4 * minute]).toEqual([who, true])
  }
}

/** A blocked customer's complaint becomes a case by itself; what is one already is watched there. */
function isToBecomeCase({ draft, opening }: Talk): boolean {
  return Boolean(draft?.story && !draft.ticket && !draft.declined && !opening)
}

function isTelling({ draft, opening }: Talk): boolean {
  return Boolean((draft && !draft.paused) || opening)
}

/** Whoever waits for something has a moment at which somebody is called: his own, or his ticket's. */
async function expectNobodyForgotten(desk: Crowd): Promise<void> {
  const watched = new Set<string>()
  for (const { actor, view } of await desk.tickets()) {
    const { slots = [] } = ((await desk.record(actor)) ?? {}) as Slots
    if (slots.length > 0) watched.add(actor)
    const isOpen = view.closedAt === undefined || view.closedAt === null
    if (isOpen) expect([view.number, view.state, slots]).not.toEqual([view.number, view.state, []])
  }
  for (const who of customers) {
    const record = await desk.record(conversationOf(`customer:terminal/${who}`) as ActorId)
    const { slots = [], snapshot } = (record ?? {}) as Slots
    const { draft, opening, person, blocked, waiting = [] } = (snapshot?.context ?? {}) as Talk
    // A colleague who has the talk, and a decision that is asked for first, are watched by their ticket.
    if ([person, ...waiting].some((one) => one && watched.has(one.ticket ?? ''))) continue
    const unanswered = person && (await desk.lines(who)).at(-1)?.by === 'customer'
    const waits = blocked
      ? isToBecomeCase((snapshot?.context ?? {}) as Talk)
      : isTelling((snapshot?.context ?? {}) as Talk) || unanswered
    if (waits) expect({ who, draft, opening, person, slots }).not.toMatchObject({ slots: [] })
  }
}

/** What may be said of a ticket to whoever it is about: no more than of one that does not exist. */
const unknownTicket = /没有找到工单/

/** Nobody hears of a complaint about himself, neither alone nor in his room: not its words, and nothing done on it. */
async function expectNothingAboutOneself(desk: Crowd, before: Concerning): Promise<void> {
  const mine = desk.heard.filter(({ to }) => to === 'staff:wang' || to === 'team:service')
  for (const { text } of mine) expect(text).not.toContain(aboutWang)
  for (const { text } of desk.heard.slice(before.heard).filter((one) => mine.includes(one))) {
    const named = before.numbers.filter((number) => text.includes(number))
    if (named.length > 0) expect(text).toMatch(unknownTicket)
  }
}

type Concerning = { heard: number; numbers: readonly string[] }

/** Which cases wang must not know of from now on. */
async function concerning(desk: Crowd): Promise<Concerning> {
  const about = (await desk.tickets()).filter(({ view }) => view.about.includes('wang'))
  return { heard: desk.heard.length, numbers: about.map(({ view }) => view.number) }
}

/** Every message is kept once, in its order. */
async function expectEverythingKept(desk: Crowd): Promise<void> {
  for (const who of customers) {
    const kept = (await desk.lines(who)).flatMap(({ by, key }) =>
      by === 'customer' && key ? [key] : [],
    )
    expect(kept).toEqual(desk.keysOf(who))
  }
}

/** Nothing of the house, no name of the machinery, and no sum that nobody approved reaches a customer. */
async function expectNothingLeaked(desk: Crowd): Promise<void> {
  const approved = (
    await Promise.all((await desk.tickets()).map(({ actor }) => desk.record(actor)))
  )
    .map((record) => (record as Slots).snapshot?.context?.approvals as { decision: string }[])
    .some((approvals) => approvals?.some(({ decision }) => decision === 'approved'))
  for (const { to, text } of desk.heard) {
    if (!to.startsWith('customer:')) continue
    expect(text).not.toContain(secret)
    expect(text).not.toMatch(/team:|staff:|ticket:|\{\{|undefined|\bnull\b|NaN/)
    if (!approved) expect(text).not.toMatch(/\d\s*元|[¥￥]\s*\d/)
  }
}

it('holds whoever speaks in whatever order: nobody is forgotten, nothing is lost, nothing leaks, nobody hears of a complaint about himself', async () => {
  const reached = new Set<TicketState>()
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { minLength: 20, maxLength: 120, size: 'max' }),
      async (actions) => {
        await using desk = await crowd()
        for (const one of actions) {
          const before = await concerning(desk)
          await act(desk, one)
          await expectNothingAboutOneself(desk, before)
          for (const { view } of await desk.tickets()) reached.add(view.state)
          await expectNobodyUnheard(desk)
          if ('passes' in one) await expectNobodyForgotten(desk)
        }
        await desk.pass(minute)
        await expectNobodyForgotten(desk)
        await expectEverythingKept(desk)
        await expectNothingLeaked(desk)
        const numbers = (await desk.tickets()).map(({ view }) => view.number)
        expect(new Set(numbers).size).toBe(numbers.length)
        expect(desk.faults).toEqual([])
        expect(await desk.parked()).toEqual([])
      },
    ),
    crowds,
  )
  expect([...reached]).toEqual(expect.arrayContaining([...theWholeWay]))
}, 3_600_000)
