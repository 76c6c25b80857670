import { describe, expect, it } from 'vitest'
import {
  ann,
  bo,
  day,
  done,
  item,
  line,
  minute,
  noon,
  said,
  timer,
  words,
} from '../support/store-builders.ts'
import type { Bench } from './store-bench.ts'

const keepUntil = noon + day

export function raceContract({ store, reopen, second }: Bench): void {
  describe('at the same moment', () => {
    it('a commit, a claim and a settlement of one actor undo nothing of each other', async () => {
      for (let round = 0; round < 15; round++) {
        const at = noon + round
        const revision = (await store().load(ann))?.revision ?? 0
        const letters = [
          words('team:service', `settled ${round}`, { dueAt: at }),
          words('team:quality', `kept ${round}`, { dueAt: at + 1 }),
        ]
        const first = await done(store(), item(ann, revision, { letters }), at)
        const [, claimed] = await Promise.all([
          store().settle(first.letters[0]!.id),
          store().claim(at + 1, 10, minute),
          done(store(), item(ann, revision + 1, { letters: [timer(ann, 's', noon + day)] }), at),
        ])
        expect(said(claimed)).toEqual([`kept ${round}`])
        expect(await store().claim(at + 1, 10, minute)).toEqual([])
        await store().settle(claimed[0]!.id)
      }
      await reopen()
      expect(said(await store().claim(noon + 2 * day, 100, minute))).toEqual(['s passed'])
    })

    it('two commits of one actor that follow each other are both taken', async () => {
      const outcomes = await Promise.all([
        store().commit(item(ann, 0, { lines: [line(1, 'one')] }), noon),
        store().commit(item(ann, 1, { lines: [line(2, 'two')] }), noon),
        store().commit(item(ann, 2, { lines: [line(3, 'three')] }), noon),
      ])
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done'])
      expect((await store().lines(ann, 0, 9)).map(({ text }) => text)).toEqual([
        'one',
        'two',
        'three',
      ])
    })

    it('a first commit that meets a twin is stale', async () => {
      const other = (await second()) ?? store()
      for (let n = 0; n < 10; n++) {
        const actor = `conversation:web/${n}` as const
        const twins = [store(), other].map((one, k) =>
          one.commit(
            item(actor, 0, {
              lines: [line(1, `by ${k}`)],
              consumed: { key: `key of ${k}`, keepUntil },
              letters: [words('team:service', `by ${k}`)],
            }),
            noon,
          ),
        )
        const outcomes = (await Promise.all(twins)).map(({ outcome }) => outcome)
        expect([...outcomes].sort()).toEqual(['done', 'stale'])
        const [said] = await store().lines(actor, 0, 9)
        expect(said?.text).toBe(`by ${outcomes.indexOf('done')}`)
      }
    })

    it('a key that another has written is seen, and the letters of the second are nowhere', async () => {
      const other = (await second()) ?? store()
      const consumed = { key: 'web/1', keepUntil }
      await done(store(), item(ann, 0))
      const letters = [words('team:service', 'first', { dueAt: noon + minute })]
      await done(other, item(ann, 1, { consumed, letters }))
      for (const revision of [1, 2]) {
        const twice = item(ann, revision, { consumed, letters: [words('team:service', 'second')] })
        expect(await store().commit(twice, noon)).toEqual({ outcome: 'seen' })
      }
      await other[Symbol.asyncDispose]()
      await reopen()
      expect(said(await store().claim(noon + day, 10, minute))).toEqual(['first'])
    })

    it('one actor of a batch that somebody else has moved on does not hold up the others', async () => {
      const actors = Array.from({ length: 10 }, (_, n) => `conversation:web/${n}` as const)
      await Promise.all(actors.map((actor) => done(store(), item(actor, 0))))
      const other = (await second()) ?? store()
      await done(other, item(actors[4]!, 1, { lines: [line(1, 'theirs')] }))
      const outcomes = await Promise.all(
        actors.map((actor) => store().commit(item(actor, 1, { lines: [line(1, 'ours')] }), noon)),
      )
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(
        actors.map((_, n) => (n === 4 ? 'stale' : 'done')),
      )
      for (const [n, actor] of actors.entries()) {
        const [kept] = await store().lines(actor, 0, 9)
        expect(kept?.text).toBe(n === 4 ? 'theirs' : 'ours')
      }
    })

    it('records written by many are each written once at a revision', async () => {
      const other = (await second()) ?? store()
      let written = 0
      for (let revision = 0; revision < 10; revision++) {
        const racers = [store(), other, store(), other].map((one, k) =>
          one.writeRecord('list', revision, `${revision} by ${k}`),
        )
        written += (await Promise.all(racers)).filter(Boolean).length
      }
      expect(written).toBe(10)
      expect((await store().record('list'))?.revision).toBe(10)
    })

    it('a letter that is parked and taken back by two goes to one of them', async () => {
      const { letters } = await done(
        store(),
        item(bo, 0, { letters: [words('team:service', 'New')] }),
      )
      await store().park(letters[0]!.id, 'blocked')
      const taken = await Promise.all([1, 2, 3].map(() => store().unpark(letters[0]!.id)))
      expect(taken.filter(Boolean)).toHaveLength(1)
    })
  })
}
