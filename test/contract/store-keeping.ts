import { describe, expect, it } from 'vitest'
import { ann, bo, done, item, line, minute, noon } from '../support/store-builders.ts'
import type { Bench } from './store-bench.ts'

export function keepingContract({ store, reopen, second }: Bench): void {
  describe('lines', () => {
    it('are read after a running number, in order, and from the end', async () => {
      await done(store(), item(ann, 0, { lines: [1, 2, 3].map((n) => line(n, `ann ${n}`)) }))
      await done(store(), item(bo, 0, { lines: [line(1, 'bo 1')] }))
      await done(store(), item(ann, 1, { lines: [4, 5].map((n) => line(n, `ann ${n}`)) }))
      const seqs = async (after: number, limit: number) =>
        (await store().lines(ann, after, limit)).map(({ seq }) => seq)
      expect(await seqs(0, 100)).toEqual([1, 2, 3, 4, 5])
      expect(await seqs(2, 2)).toEqual([3, 4])
      expect(await seqs(5, 10)).toEqual([])
      expect((await store().lastLines(ann, 2)).map(({ text }) => text)).toEqual(['ann 4', 'ann 5'])
      expect(await store().lastLines(ann, 9)).toHaveLength(5)
      await reopen()
      expect(await store().lines(bo, 0, 10)).toEqual([line(1, 'bo 1')])
    })

    it('keep everything that stands on them', async () => {
      const full = {
        ...line(1, 'a'),
        buttons: [{ id: 'b', label: 'B' }],
        files: [{ id: 'f', name: 'f.png', type: 'image/png', size: 1 }],
        press: 'b',
        letter: `${ann}@1#0` as const,
        what: { key: 'ticket.taken', values: { at: { time: noon } } },
        about: 'ticket:x',
      }
      await done(store(), item(ann, 0, { lines: [full] }))
      expect(await store().lines(ann, 0, 1)).toEqual([full])
    })
  })

  describe('numbers', () => {
    it('rise within a day and never come twice, reopened or not', async () => {
      const drawn: number[] = [await store().drawNumber('20261121')]
      drawn.push(...(await Promise.all([1, 2, 3].map(() => store().drawNumber('20261121')))))
      await reopen()
      drawn.push(await store().drawNumber('20261121'))
      expect(new Set(drawn).size).toBe(5)
      expect([...drawn].sort((a, b) => a - b)).toEqual(drawn)
      expect(drawn[0]).toBe(1)
      expect(await store().drawNumber('20261122')).toBe(1)
    })

    it('are drawn by two connections without doubles', async ({ skip }) => {
      const other = await second()
      if (!other) return skip('no second connection to this database')
      const draws = Array.from({ length: 20 }, (_, n) => (n % 2 ? other : store()).drawNumber('d'))
      expect(new Set(await Promise.all(draws)).size).toBe(20)
    })
  })

  describe('records', () => {
    it('are written at the revision they were read at', async () => {
      expect(await store().record('person:wang')).toBeUndefined()
      expect(await store().writeRecord('person:wang', 1, {})).toBe(false)
      expect(await store().writeRecord('person:wang', 0, { role: 'agent' })).toBe(true)
      expect(await store().writeRecord('person:wang', 0, { role: 'admin' })).toBe(false)
      const read = await store().record('person:wang')
      expect(read).toEqual({ revision: 1, value: { role: 'agent' } })
      expect(await store().writeRecord('person:wang', 1, { role: 'manager' })).toBe(true)
      expect(await store().writeRecord('person:wang', 1, { role: 'admin' })).toBe(false)
      await reopen()
      expect(await store().record('person:wang')).toEqual({
        revision: 2,
        value: { role: 'manager' },
      })
    })

    it('let one of two writers through', async () => {
      await store().writeRecord('room', 0, 'old')
      const other = (await second()) ?? store()
      const written = await Promise.all([
        store().writeRecord('room', 1, 'a'),
        other.writeRecord('room', 1, 'b'),
        store().writeRecord('room', 1, 'c'),
      ])
      expect(written.filter(Boolean)).toHaveLength(1)
    })

    it('are removed by writing nothing, and a removed one is not brought back by its old revision', async () => {
      await store().writeRecord('code', 0, 1)
      expect(await store().writeRecord('code', 9, undefined)).toBe(false)
      expect(await store().writeRecord('code', 1, undefined)).toBe(true)
      expect(await store().record('code')).toBeUndefined()
      expect(await store().writeRecord('code', 1, 2)).toBe(false)
      expect(await store().writeRecord('code', 0, 3)).toBe(true)
      expect(await store().writeRecord('code', 1, 4)).toBe(false)
      expect(await store().record('code')).toMatchObject({ value: 3 })
    })

    it('hold any value, null and false among them', async () => {
      for (const [n, value] of [null, false, 0, '', [], '龘'].entries()) {
        await store().writeRecord(`v${n}`, 0, value)
        expect((await store().record(`v${n}`))?.value).toEqual(value)
      }
    })

    it('are listed by the beginning of their name, by name', async () => {
      for (const name of ['a:2', 'a:1', 'b:1', 'a', 'a:𠮷', 'a;'])
        await store().writeRecord(name, 0, name)
      await store().writeRecord('a:1', 1, undefined)
      const names = (await store().records('a:')).map(({ name }) => name)
      expect(names).toEqual(['a:2', 'a:𠮷'])
      expect(await store().records('a:2')).toEqual([{ name: 'a:2', value: 'a:2', revision: 1 }])
      expect(await store().records('c')).toEqual([])
    })
  })

  describe('a named lease', () => {
    it('has one holder until it runs out, who may lengthen it', async () => {
      expect(await store().lease('outbox', 'one', noon, noon + minute)).toBe(true)
      expect(await store().lease('outbox', 'two', noon + 1, noon + minute)).toBe(false)
      expect(await store().lease('reports', 'two', noon + 1, noon + minute)).toBe(true)
      expect(await store().lease('outbox', 'one', noon + 2, noon + 2 * minute)).toBe(true)
      expect(await store().lease('outbox', 'two', noon + minute + 1, noon + 3 * minute)).toBe(false)
      expect(await store().lease('outbox', 'two', noon + 2 * minute, noon + 3 * minute)).toBe(true)
    })
  })

  describe('a file', () => {
    it('comes back byte for byte, under a name nobody can guess', async () => {
      const bytes = Uint8Array.from({ length: 300_000 }, (_, n) => (n * 7919) % 256)
      const photo = { name: '照片 1.png', type: 'image/png', bytes }
      const ref = await store().putFile(photo)
      const same = await store().putFile({ ...photo, name: 'again.png' })
      expect(ref).toMatchObject({ name: '照片 1.png', type: 'image/png', size: 300_000 })
      expect(ref.id).not.toBe(same.id)
      expect(ref.id.length).toBeGreaterThanOrEqual(22)
      await reopen()
      for (const kept of [ref, same]) {
        const { bytes: read, ...rest } = (await store().file(kept.id))!
        expect(rest).toEqual(kept)
        expect(Buffer.compare(read, bytes)).toBe(0)
      }
      expect(await store().file('none')).toBeUndefined()
    })

    it('may be empty', async () => {
      const ref = await store().putFile({ name: 'e', type: 'text/plain', bytes: new Uint8Array() })
      expect((await store().file(ref.id))?.bytes).toEqual(new Uint8Array())
    })
  })

  it('says that it can be written, again and again', async () => {
    await store().check()
    await store().check()
  })
}
