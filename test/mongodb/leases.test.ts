import { beforeEach, expect, it, vi } from 'vitest'
import type { Letter } from '../../src/domain/letter.ts'
import type { MongoStore } from '../../src/store/mongodb/store.ts'
import { describeMongo } from '../support/mongo-database.ts'
import { smallDesk, start } from '../support/small-desk.ts'
import { ann, done, item, minute, noon, said, timer, words } from '../support/store-builders.ts'

describeMongo('of two processes', (bench) => {
  let one: MongoStore
  let two: MongoStore
  beforeEach(async () => {
    one = await bench.open()
    two = await bench.open()
  })

  /** A letter that `one` has had for too long, and `two` has now. */
  async function overtaken(): Promise<Letter> {
    const letters = [words('team:service', 'New', { dueAt: noon + 1 })]
    await done(one, item(ann, 0, { letters }))
    const [held] = await one.claim(noon + 1, 1, minute)
    const [taken] = await two.claim(noon + 1 + minute, 1, minute)
    expect(taken).toEqual({ ...held, again: true })
    return taken!
  }

  it('one alone is given a letter', async () => {
    const actors = Array.from({ length: 40 }, (_, n) => `conversation:web/${n}` as const)
    await Promise.all(
      actors.map((actor) => done(one, item(actor, 0, { letters: [timer(actor, 's', noon + 1)] }))),
    )
    const given = (
      await Promise.all([one, two, one, two].map((store) => store.claim(noon + 1, 100, minute)))
    ).flat()
    expect(new Set(given.map(({ id }) => id)).size).toBe(40)
    expect(given).toHaveLength(40)
  })

  it('the one whose reply stands behind a letter of the other sends it soon after that has left', async () => {
    const [slow, quick] = [await smallDesk({ store: one }), await smallDesk({ store: two })]
    let leave: () => void = () => undefined
    const left = new Promise<void>((resolve) => {
      leave = resolve
    })
    slow.answerWith(async () => {
      await left
      return { done: true }
    })
    await slow.presses('a')
    // The same one again, and the next.
    expect(await quick.presses('a')).toBe('seen')
    expect(await quick.presses('b')).toBe('done')
    expect(quick.handed).toEqual([])
    leave()
    await vi.waitFor(() => expect(slow.handed).toHaveLength(1))
    await one.nextDue()
    quick.clock.moveTo(start + 60)
    await vi.waitFor(() => expect(quick.handed).toHaveLength(1))
  })

  it('the one whose lease has run out settles nothing', async () => {
    const { id } = await overtaken()
    await one.settle(id)
    expect(said(await two.claim(noon + 1 + 2 * minute, 1, minute))).toEqual(['New'])
  })

  it('the one whose lease has run out postpones and parks nothing', async () => {
    const { id } = await overtaken()
    await one.postpone(id, noon + 60 * minute)
    await one.park(id, 'late')
    expect(await two.parked(9)).toEqual([])
    await two.settle(id)
    expect(await two.nextDue()).toBeUndefined()
  })

  it('the one whose lease has run out does not touch what the other has given back', async () => {
    const { id } = await overtaken()
    await two.postpone(id, noon + 9 * minute)
    await one.settle(id)
    await one.postpone(id, noon + 2 * minute)
    expect(await two.nextDue()).toBe(noon + 9 * minute)
  })

  it('the one whose lease has run out answers no timer of the other', async () => {
    await done(one, item(ann, 0, { letters: [timer(ann, 's', noon)] }))
    const later = (await two.nextDue())!
    const [taken] = await two.claim(later, 1, minute)
    const answer = item(ann, 1, { answers: taken!.id, letters: [words('team:service', 'twice')] })
    expect(await one.commit(answer, later)).toEqual({ outcome: 'gone' })
    expect(await two.commit(answer, later)).toMatchObject({ outcome: 'done' })
  })

  it('the one that commits from what it knew undoes no lease and no settlement of the other', async () => {
    const letters = [1, 2, 3].map((n) => words('team:service', `${n}`, { dueAt: noon + n }))
    await done(one, item(ann, 0, { letters }))
    const [first] = await two.claim(noon + 1, 1, minute)
    await two.settle(first!.id)
    const [second] = await two.claim(noon + 2, 1, minute)
    await done(one, item(ann, 1))
    expect(await one.claim(noon + 3, 9, minute)).toEqual([])
    await two.settle(second!.id)
    expect(said(await one.claim(noon + 3, 9, minute))).toEqual(['3'])
  })

  it('the letters of one that ends in order are free at once, those of a dead one after their lease', async () => {
    const letters = [timer(ann, 'a', noon), timer(ann, 'b', noon + 1)]
    const { letters: lent } = await done(one, item(ann, 0, { letters }))
    expect(lent).toHaveLength(1)
    expect(await two.claim(noon, 9, minute)).toEqual([])
    await one[Symbol.asyncDispose]()
    expect(said(await two.claim(noon, 9, minute))).toEqual(['a passed'])
    const three = await bench.open()
    expect(await three.claim(noon, 9, minute)).toEqual([])
    expect(said(await three.claim(noon + minute, 9, minute))).toEqual(['a passed', 'b passed'])
  })

  it('both draw numbers that rise, and none is left out by one that ends in order', async () => {
    expect([await one.drawNumber('d'), await one.drawNumber('d')]).toEqual([1, 2])
    await one[Symbol.asyncDispose]()
    expect(await two.drawNumber('d')).toBe(3)
  })
})
