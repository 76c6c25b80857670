import { describe, expect, it } from 'vitest'
import type { Commit, StoredActor } from '../../../src/domain/commit.ts'
import type { Letter, NewLetter } from '../../../src/domain/letter.ts'
import type { InboundMessage } from '../../../src/domain/message.ts'
import { step } from '../../../src/engine/step.ts'
import type { Stimulus } from '../../../src/engine/stimulus.ts'
import { unsteppable } from '../../../src/engine/unsteppable.ts'
import { toyFlow, toyTools } from '../../support/toy-flow.ts'

const actor = 'conversation:web/li'
const start = 1_000_000

/** One actor kept between steps as a store would keep it: as JSON. */
function person(flow = toyFlow()) {
  let stored: StoredActor | undefined
  let n = 0
  const take = (stimulus: Stimulus, now: number, with_ = flow): Commit | 'seen' => {
    const stepped = step({ flow: with_, actor, stored, stimulus, now }, toyTools)
    if (stepped === 'seen') return stepped
    const record = JSON.parse(JSON.stringify(stepped.commit.record))
    stored = { revision: (stored?.revision ?? 0) + 1, record }
    return stepped.commit
  }
  const message = (parts: Partial<InboundMessage>, now: number, limited = false) => {
    n += 1
    const base = { key: `k${n}`, channel: 'web', peer: 'li', at: now }
    const stimulus = {
      type: 'message',
      message: { ...base, ...parts },
      keepUntil: now + 9,
    } as const
    return take({ ...stimulus, ...(limited ? { limited } : {}) }, now) as Commit
  }
  return {
    message,
    says: (text: string, now: number) => message({ text }, now),
    take,
    letter(letter: Partial<Letter> & { event: { type: string } }, now: number, with_ = flow) {
      const base = { id: `${actor}@1#0`, from: actor, to: actor, dueAt: now, attempts: 0 } as const
      return take({ type: 'letter', letter: { ...base, ...letter } as never }, now, with_)
    },
    stored: () => stored!,
    forget: () => {
      stored = undefined
    },
  }
}

const texts = (commit: Commit) =>
  commit.letters.flatMap((l) => ('message' in l ? [l.message.text] : []))
const timers = (commit: Commit) =>
  commit.letters.filter((l): l is NewLetter & { slot: string } => l.slot !== undefined)

describe('a step', () => {
  it('answers the first words at once and keeps them for the end of the burst', () => {
    const li = person()
    const commit = li.says('my kettle broke', start)
    expect(texts(commit)).toEqual(['toy.hello'])
    expect(timers(commit)).toMatchObject([{ slot: 'burst', dueAt: start + 6_000, to: actor }])
    expect(commit.lines.map(({ seq, by, text }) => [seq, by, text])).toEqual([
      [1, 'customer', 'my kettle broke'],
      [2, 'bot', 'toy.hello'],
    ])
    expect(commit.consumed).toEqual({ key: 'web:k1', keepUntil: start + 9 })
  })

  it('hears a burst as one, not later than the longest wait after its first message', () => {
    const li = person()
    li.says('one', start)
    const second = li.says('two', start + 5_000)
    expect(texts(second)).toEqual([])
    expect(timers(second)).toMatchObject([{ dueAt: start + 11_000 }])
    const late = li.says('three', start + 18_000)
    expect(timers(late)).toMatchObject([{ dueAt: start + 20_000 }])
    const end = li.letter(
      { event: { type: 'burst.ended' }, slot: 'burst' },
      start + 20_000,
    ) as Commit
    expect(texts(end)).toEqual(['toy.ask'])
    expect(end.answers).toBe(`${actor}@1#0`)
    expect(li.stored().record.snapshot).toMatchObject({ context: { heard: ['one\ntwo\nthree'] } })
  })

  it('takes a digit or a label as the button it names', () => {
    const li = person()
    li.says('kettle', start)
    li.letter({ event: { type: 'burst.ended' }, slot: 'burst' }, start + 6_000)
    expect(texts(li.says('２', start + 7_000))).toEqual(['toy.pressed'])
    li.says('Apples', start + 8_000)
    expect(li.stored().record.snapshot).toMatchObject({ context: { heard: ['kettle', 'b'] } })
  })

  it('puts what is said again differently', () => {
    const li = person()
    li.says('kettle', start)
    li.message({ press: 'x' }, start + 1)
    expect(texts(li.message({ press: 'x' }, start + 2))).toEqual(['toy.pressed/1'])
  })

  it('gives the words that waited to the chart before the button that was pressed', () => {
    const li = person()
    li.says('kettle', start)
    const pressed = li.message({ press: 'x' }, start + 1_000)
    expect(texts(pressed)).toEqual(['toy.ask', 'toy.pressed'])
    expect(pressed.cancels).toContain('burst')
  })

  it('says yes at once and tells time by letters to oneself', () => {
    const li = person()
    li.says('kettle', start)
    li.letter({ event: { type: 'burst.ended' }, slot: 'burst' }, start + 6_000)
    expect(texts(li.says('yes', start + 7_000))).toEqual(['toy.thanks'])
    const again = li.letter(
      { event: { type: 'remind' }, slot: 'reminder' },
      start + 3_606_000,
    ) as Commit
    expect(texts(again)).toEqual(['toy.remind'])
    expect(timers(again)).toMatchObject([{ slot: 'reminder', dueAt: start + 7_206_000 }])
    expect(again.cancels).toEqual([])
  })

  it('empties a slot that a chart cancels, and only one that may be full', () => {
    const li = person()
    li.says('kettle', start)
    li.letter({ event: { type: 'burst.ended' }, slot: 'burst' }, start + 6_000)
    const forget = { type: 'order', event: { type: 'forget' }, key: 'o1', keepUntil: 1 } as const
    expect((li.take(forget, start + 7_000) as Commit).cancels).toEqual(['reminder'])
    expect((li.take({ ...forget, key: 'o2' }, start + 8_000) as Commit).cancels).toEqual([])
  })

  it('names a ticket by the letter that opens it', () => {
    const li = person()
    li.says('open', start)
    const commit = li.letter(
      { event: { type: 'burst.ended' }, slot: 'burst' },
      start + 6_000,
    ) as Commit
    expect(commit.letters).toMatchObject([
      { to: `ticket:${actor}@2#0`, event: { type: 'customer.complained', conversation: actor } },
    ])
  })

  it('takes a letter of another actor once, and an older one not at all', () => {
    const li = person()
    li.says('kettle', start)
    const letter = { from: 'ticket:t' as const, event: { type: 'ticket.opened' } }
    expect(li.letter({ ...letter, id: 'ticket:t@3#1' }, start + 1)).not.toBe('seen')
    expect(li.letter({ ...letter, id: 'ticket:t@3#1' }, start + 2)).toBe('seen')
    expect(li.letter({ ...letter, id: 'ticket:t@2#5' }, start + 2)).toBe('seen')
    expect(li.letter({ ...letter, id: 'ticket:t@3#2' }, start + 3)).not.toBe('seen')
  })

  it('refuses an effect it does not know, and an offer nobody approved, naming the chart', () => {
    const said = (text: string) => {
      const li = person()
      li.says(text, start)
      return () => li.letter({ event: { type: 'burst.ended' }, slot: 'burst' }, start + 6_000)
    }
    expect(said('boom')).toThrow(/conversation@1 asks for "explode"/)
    expect(said('bribe')).toThrow(/conversation@1 says toy\.offers\.money unapproved/)
  })

  it('starts a chart again that is gone, with everything said kept', () => {
    const li = person()
    li.says('kettle', start)
    li.letter({ event: { type: 'burst.ended' }, slot: 'burst' }, start + 6_000)
    const gone = li.stored().record.snapshot as { value: string }
    gone.value = 'a state that is no more'
    li.message({ press: 'x' }, start + 7_000)
    expect(li.stored().record.snapshot).toMatchObject({
      value: 'listening',
      context: { heard: ['kettle', 'x'] },
    })
    const newer = toyFlow(2)
    li.letter(
      { event: { type: 'forget' }, from: 'ticket:t', id: 'ticket:t@1#0' },
      start + 8_000,
      newer,
    )
    expect(li.stored().record.chart).toBe('conversation@2')
  })

  it('keeps a message over the limit without answering it, with one notice a minute', () => {
    const li = person()
    li.says('kettle', start)
    const notice = li.message({ text: 'spam' }, start + 100, true)
    expect(texts(notice)).toEqual(['conversation.limited'])
    const quiet = li.message({ text: 'spam' }, start + 200, true)
    expect([texts(quiet), quiet.lines.map((line) => line.text)]).toEqual([[], ['spam']])
  })

  it('reads so much of a long message, and keeps the whole of it', () => {
    const li = person()
    const long = '啊'.repeat(150)
    const commit = li.says(long, start)
    expect(commit.lines[0]?.text).toBe(long)
    expect(li.stored().record.waiting).toMatchObject([{ text: '啊'.repeat(100) }])
  })
})

describe('a message no step can take', () => {
  it('is kept as a line and a parked letter, with its key consumed', () => {
    const message = { key: 'k1', channel: 'web', peer: 'li', at: start, text: 'boom' }
    const stimulus = { type: 'message', message, keepUntil: 5 } as const
    const { commit } = unsteppable(
      { flow: toyFlow(), actor, stored: undefined, stimulus, now: start },
      toyTools,
      ({ id }) => ({ to: 'team:service', message: { text: id }, dueAt: start }),
    )
    expect(commit.lines).toMatchObject([{ seq: 1, by: 'customer', text: 'boom' }])
    expect(commit.letters).toMatchObject([
      { to: actor, event: { type: 'message.unheard', message } },
      { to: 'team:service', message: { text: `${actor}@1#0` } },
    ])
    expect(commit.parked).toEqual([0])
    expect(commit.consumed).toEqual({ key: 'web:k1', keepUntil: 5 })
  })
})
