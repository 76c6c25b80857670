import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VirtualClock } from '../../src/clock/virtual.ts'
import type { ActorId } from '../../src/domain/actor.ts'
import type { Letter, NewLetter } from '../../src/domain/letter.ts'
import { Loop } from '../../src/engine/loop.ts'
import type { Courier, Handover } from '../../src/outbox/courier.ts'
import { Outbox } from '../../src/outbox/deliver.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { toyFlow, toyTools } from './toy-flow.ts'

export const start = Date.parse('2026-11-23T10:00:00+08:00')

/** Loop, outbox and a real store around the toy chart; what couriers do with a letter is the test's to say. */
export async function smallDesk(options: { tries?: number; folder?: string; store?: Store } = {}) {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'redress-small-')))
  const store = options.store ?? (await openSqlite({ folder }))
  const clock = new VirtualClock(start)
  const faults: unknown[] = []
  const undelivered: string[] = []
  const late: string[] = []
  const handed: { to: string; text: string; id: string }[] = []
  let answer: (letter: Letter) => Handover | Promise<Handover> = () => ({ done: true })
  const person: Courier = async (letter) => {
    const result = await answer(letter)
    if (result.done) {
      const text = 'message' in letter ? letter.message.text : ''
      handed.push({ to: letter.to, text, id: letter.id })
    }
    return result
  }
  const loop: Loop = new Loop({
    store,
    clock,
    flows: [toyFlow()],
    tools: toyTools,
    onLetters: (due, later) => outbox.expect(due, later),
    dayKey: () => '20261123',
    crowd: 3,
    crowdNotice: (actor, pending) =>
      letterTo('team:service', `${actor}: ${pending} waiting`, clock.now()),
    parkedNotice: (letter, { reason }) =>
      letterTo('team:service', `${letter.id}: ${reason}`, clock.now()),
    onFault: (_actor, error) => faults.push(error),
  })
  const outbox = new Outbox({
    store,
    clock,
    couriers: {
      customer: person,
      staff: person,
      team: person,
      webhook: person,
      async actor(letter) {
        await loop.take(letter.to as ActorId, {
          type: 'letter',
          letter: letter as Letter & { event: { type: string } },
        })
        return { done: true, ...(letter.from === letter.to ? { settled: true } : {}) }
      },
    },
    tries: options.tries ?? 3,
    retry: { first: 1_000, longest: 60_000 },
    random: () => 0.5,
    async onUndelivered({ to }, { reason }, instead) {
      if (instead === 'tried') late.push(to)
      else undelivered.push(`${to}: ${reason}, ${instead}`)
    },
    lateAfter: 60_000,
    onFault: (error) => faults.push(error),
  })
  outbox.start()
  let keys = 0

  return {
    folder,
    store,
    clock,
    loop,
    outbox,
    handed,
    undelivered,
    late,
    faults,
    answerWith(how: typeof answer) {
      answer = how
    },
    presses(press: string) {
      const message = { key: `p${++keys}`, channel: 'web', peer: 'li', at: clock.now(), press }
      const keepUntil = clock.now() + 86_400_000
      return loop.take('conversation:web/li', { type: 'message', message, keepUntil })
    },
    says(text: string, key = `k${++keys}`) {
      const message = { key, channel: 'web', peer: 'li', at: clock.now(), text }
      const keepUntil = clock.now() + 86_400_000
      return loop.take('conversation:web/li', { type: 'message', message, keepUntil })
    },
    post: (...letters: NewLetter[]) => loop.post(letters),
    async pass(ms: number) {
      const to = clock.now() + ms
      for (;;) {
        await outbox.settled()
        const due = await store.nextDue()
        if (due === undefined || due > to) break
        clock.moveTo(due)
      }
      clock.moveTo(to)
      await outbox.settled()
    },
    texts: () => handed.map(({ text }) => text),
    async close() {
      await outbox.stop()
      await (store as Store)[Symbol.asyncDispose]()
      if (!options.folder) await rm(folder, { recursive: true })
    },
  }
}

export function letterTo(to: NewLetter['to'], text: string, dueAt = start): NewLetter {
  return { to, message: { text }, dueAt } as NewLetter
}
