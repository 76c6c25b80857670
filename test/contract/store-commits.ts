import { describe, expect, it } from 'vitest'
import { RecordTooLargeError } from '../../src/store/port.ts'
import {
  ann,
  bo,
  commitOf,
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

export function commitContract({ store, reopen, second }: Bench): void {
  describe('a commit', () => {
    it('is preceded by nothing', async () => {
      expect(await store().load(ann)).toBeUndefined()
      expect(await store().lines(ann, 0, 10)).toEqual([])
      expect(await store().nextDue()).toBeUndefined()
      expect(await store().claim(noon, 10, minute)).toEqual([])
    })

    it('is given back as it was, one revision on', async () => {
      const record = {
        chart: 'conversation@3',
        snapshot: { value: { a: 'b' } },
        lines: 1,
        more: [1],
      }
      expect(await done(store(), item(ann, 0, { record }))).toMatchObject({ revision: 1 })
      expect(await store().load(ann)).toEqual({ revision: 1, record })
      const next = { ...record, lines: 2 }
      expect(await done(store(), item(ann, 1, { record: next }))).toMatchObject({ revision: 2 })
      expect(await store().load(ann)).toEqual({ revision: 2, record: next })
      expect(await (await reopen()).load(ann)).toEqual({ revision: 2, record: next })
    })

    it.each([
      ['an older one', 1],
      ['a newer one', 3],
      ['none at all', 0],
    ])('at a stale revision, %s, writes nothing', async (_name, revision) => {
      await done(store(), item(ann, 0))
      await done(store(), item(ann, 1))
      const before = await store().load(ann)
      const stale = item(ann, revision, {
        record: { chart: 'x@1', snapshot: null, lines: 9 },
        letters: [words('team:service', 'never'), timer(ann, 'reminder', noon)],
        lines: [line(1, 'never')],
        consumed: { key: 'web/1', keepUntil },
      })
      expect(await store().commit(stale, noon)).toEqual({ outcome: 'stale' })
      expect(await store().load(ann)).toEqual(before)
      expect(await store().claim(noon, 10, minute)).toEqual([])
      expect(await store().lines(ann, 0, 10)).toEqual([])
      const again = item(ann, 2, { consumed: { key: 'web/1', keepUntil } })
      expect(await store().commit(again, noon)).toMatchObject({ outcome: 'done' })
    })

    it('of an actor that does not exist is stale at any revision but 0', async () => {
      expect(await store().commit(item(ann, 1), noon)).toEqual({ outcome: 'stale' })
      expect(await store().load(ann)).toBeUndefined()
    })

    it('takes the same key once, and says so at any revision', async () => {
      const consumed = { key: 'web/1', keepUntil }
      await done(store(), item(ann, 0, { consumed }))
      for (const revision of [0, 1]) {
        const again = item(ann, revision, { consumed, letters: [words('team:service', 'twice')] })
        expect(await store().commit(again, noon)).toEqual({ outcome: 'seen' })
      }
      expect(await store().load(ann)).toMatchObject({ revision: 1 })
      expect(await store().claim(noon, 10, minute)).toEqual([])
      await reopen()
      expect(await store().commit(item(ann, 1, { consumed }), noon)).toEqual({ outcome: 'seen' })
    })

    it('takes the same key once when two commits race in one tick', async () => {
      const racer = item(ann, 0, {
        consumed: { key: 'web/1', keepUntil },
        letters: [words('team:service', 'once')],
      })
      const outcomes = await Promise.all([
        store().commit(racer, noon),
        store().commit({ ...racer, commit: { ...racer.commit } }, noon),
      ])
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['done', 'seen'])
      expect(await store().load(ann)).toMatchObject({ revision: 1 })
    })

    it('keeps the keys of one actor apart from those of another', async () => {
      const consumed = { key: '1', keepUntil }
      await done(store(), item(ann, 0, { consumed }))
      await done(store(), item(bo, 0, { consumed }))
    })

    it('lets exactly one of many racers through', async () => {
      await done(store(), item(ann, 0))
      const racers = Array.from({ length: 20 }, (_, n) =>
        store().commit(item(ann, 1, { letters: [words('team:service', `${n}`)] }), noon),
      )
      const outcomes = await Promise.all(racers)
      expect(outcomes.filter(({ outcome }) => outcome === 'done')).toHaveLength(1)
      expect(outcomes.filter(({ outcome }) => outcome === 'stale')).toHaveLength(19)
      expect(await store().load(ann)).toMatchObject({ revision: 2 })
    })

    it('lets exactly one of two connections through', async ({ skip }) => {
      const other = await second()
      if (!other) return skip('no second connection to this database')
      for (let revision = 0; revision < 20; revision++) {
        const racers = [store(), other].map((racer, n) =>
          racer.commit(item(ann, revision, { lines: [line(revision + 1, `by ${n}`)] }), noon),
        )
        const outcomes = (await Promise.all(racers)).map(({ outcome }) => outcome)
        expect(outcomes.sort()).toEqual(['done', 'stale'])
      }
      expect(await other.load(ann)).toEqual(await store().load(ann))
      expect(await other.lines(ann, 0, 100)).toHaveLength(20)
    })

    it('takes a key once from two connections', async ({ skip }) => {
      const other = await second()
      if (!other) return skip('no second connection to this database')
      await done(store(), item(ann, 0))
      for (let n = 0; n < 10; n++) {
        const consumed = { key: `web/${n}`, keepUntil }
        const revision = (await store().load(ann))!.revision
        await Promise.all(
          [store(), other].map((racer) => racer.commit(item(ann, revision, { consumed }), noon)),
        )
        expect(await other.commit(item(ann, revision + 1, { consumed }), noon)).toEqual({
          outcome: 'seen',
        })
      }
      expect(await store().load(ann)).toMatchObject({ revision: 11 })
    })

    it('shares one turn of the event loop with hundreds of others, all of them answered', async () => {
      const actors = Array.from({ length: 700 }, (_, n) => `conversation:web/${n}` as const)
      const outcomes = await Promise.all(
        actors.map((actor) =>
          store().commit(item(actor, 0, { letters: [words('team:service', actor)] }), noon),
        ),
      )
      for (const outcome of outcomes)
        expect(outcome).toMatchObject({ outcome: 'done', revision: 1 })
      expect(outcomes.flatMap((o) => (o.outcome === 'done' ? said(o.letters) : []))).toEqual(actors)
      await reopen()
      for (const actor of actors) expect(await store().load(actor)).toMatchObject({ revision: 1 })
      expect(await store().claim(noon, 1_000, minute)).toHaveLength(700)
    })

    it('stands beside refused ones of the same tick without harm', async () => {
      await done(store(), item(bo, 0, { consumed: { key: 'k', keepUntil } }))
      const outcomes = await Promise.all([
        store().commit(item(ann, 0, { lines: [line(1, 'kept')] }), noon),
        store().commit(item(bo, 7, { lines: [line(1, 'refused')] }), noon),
        store().commit(item('ticket:a@1#0', 4), noon),
        store().commit(item('room:team/service', 0, { lines: [line(1, 'kept')] }), noon),
      ])
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'stale', 'stale', 'done'])
      await reopen()
      expect(await store().lines(ann, 0, 9)).toEqual([line(1, 'kept')])
      expect(await store().lines(bo, 0, 9)).toEqual([])
      expect(await store().lines('room:team/service', 0, 9)).toEqual([line(1, 'kept')])
      expect(await store().load('ticket:a@1#0')).toBeUndefined()
    })

    it('carries every sign people can write', async () => {
      const text = 'é 龘 𠮷 👩‍👩‍👧 \u0000\u0007\u001b \u2028 العربية \ud83d'
      const record = { chart: 'c@1', snapshot: { text }, lines: 1 }
      const message = { text, buttons: [{ id: text, label: text }] }
      const letters = [{ to: 'customer:web/ann' as const, message, dueAt: noon }]
      const committed = await done(
        store(),
        item(ann, 0, {
          record,
          letters,
          lines: [line(1, text)],
          consumed: { key: '𠮷', keepUntil },
        }),
      )
      await reopen()
      expect(await store().load(ann)).toEqual({ revision: 1, record })
      expect(await store().lines(ann, 0, 1)).toEqual([line(1, text)])
      expect(await store().claim(noon, 1, minute)).toEqual(committed.letters)
      const again = item(ann, 1, { consumed: { key: '𠮷', keepUntil } })
      expect(await store().commit(again, noon)).toEqual({ outcome: 'seen' })
    })

    it('takes a record of 400 KB and refuses one over 512 KB', async () => {
      const record = (kilobytes: number) => ({
        chart: 'c@1',
        snapshot: '语'.repeat((kilobytes * 1024) / 3),
        lines: 0,
      })
      await done(store(), item(ann, 0, { record: record(400) }))
      expect(await (await reopen()).load(ann)).toEqual({ revision: 1, record: record(400) })
      await expect(
        store().commit(
          { actor: ann, revision: 1, commit: commitOf({ record: record(520) }) },
          noon,
        ),
      ).rejects.toThrow(RecordTooLargeError)
      expect(await store().load(ann)).toMatchObject({ revision: 1 })
    })

    it('has its key forgotten when its time is over, not before', async () => {
      const keys = Array.from({ length: 30 }, (_, n) => ({ key: `web/${n}`, keepUntil: noon + n }))
      for (const [n, consumed] of keys.entries()) await done(store(), item(ann, n, { consumed }))
      expect(await store().prune(noon + 10)).toBe(10)
      expect(await store().prune(noon + 10)).toBe(0)
      const kept = item(ann, 30, { consumed: { key: 'web/10', keepUntil } })
      expect(await store().commit(kept, noon)).toEqual({ outcome: 'seen' })
      await done(store(), item(ann, 30, { consumed: { key: 'web/9', keepUntil } }))
    })
  })
}
