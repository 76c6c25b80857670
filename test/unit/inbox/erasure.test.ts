import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTerminalDesk, type TerminalDesk } from '../../../src/chat/terminal-desk.ts'
import { VirtualClock } from '../../../src/clock/virtual.ts'
import type { FileRef } from '../../../src/domain/message.ts'
import { Database } from '../../support/database.ts'

const start = Date.parse('2026-11-23T10:00:00+08:00')
const day = 24 * 3_600_000
const phone = '13812345678'
const told = '青花瓷'
const conversation = 'conversation:terminal/li'

describe('what a customer has had erased', () => {
  let folder: string
  let desk: TerminalDesk
  let clock: VirtualClock
  let photo: FileRef
  let keys = 0
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-erasure-'))
    clock = new VirtualClock(start)
    desk = await openTerminalDesk({ folder, clock, deliver: () => undefined })
    await desk.app.start()
    const bytes = new TextEncoder().encode('a photo of the cooker')
    photo = await desk.store.putFile({ name: 'li.png', type: 'image/png', bytes })
    await says(`我的${told}电饭煲坏了，电话${phone}`)
    await says('', [photo])
    await says('直接提交')
    await says('撤回这个投诉')
    await says('是')
    await says(`表扬一下小王，我叫${told}`)
  })
  afterEach(async () => {
    await desk.close()
    await rm(folder, { recursive: true })
  })

  async function says(text: string, files: readonly FileRef[] = []): Promise<void> {
    const at = clock.now()
    const message = { key: `k${++keys}`, channel: 'terminal', peer: 'li', at, text, files }
    await desk.app.receive(message)
    await desk.app.passTime(clock, clock.now() + 60_000)
  }

  async function erases(): Promise<void> {
    await says('删除我的资料')
    await says('确认删除')
  }

  const wholeDatabase = () => {
    const db = new Database(join(folder, 'redress.db'), { readonly: true })
    const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all()
    const text = tables.map((name) => JSON.stringify(db.prepare(`SELECT * FROM "${name}"`).all()))
    db.close()
    return text.join('\n')
  }

  it('stands there before', async () => {
    expect(wholeDatabase()).toContain(phone)
    expect(wholeDatabase()).toContain(told)
    expect(await desk.store.file(photo.id)).toBeDefined()
  })

  it('is in no line, file, note, list or field that anybody reads', async () => {
    await erases()
    const lines = await desk.store.lines(conversation, 0, 100)
    expect(lines.map(({ by }) => by)).toEqual(['bot'])
    expect(await desk.store.file(photo.id)).toBeUndefined()
    expect(await desk.store.records('note/')).toEqual([])
    expect(JSON.stringify((await desk.store.load(conversation))!.record)).not.toContain(told)
    const [found] = (await desk.store.tickets({}, { limit: 9 })).tickets
    expect(found!.view).toMatchObject({ name: null, phone: null, order: null, product: null })
    expect((await desk.store.tickets({ text: phone }, { limit: 9 })).tickets).toEqual([])
    const { snapshot } = (await desk.store.load(found!.actor))!.record as Snapshot
    const { locked, ...read } = snapshot.context
    expect(JSON.stringify(locked)).toContain(told)
    expect(JSON.stringify(read)).not.toContain(told)
    expect(JSON.stringify(read)).not.toContain(phone)
  })

  it('is nowhere once the term is over, and the counts stay', async () => {
    await erases()
    await desk.app.passTime(clock, clock.now() + 1_097 * day)
    expect(wholeDatabase()).not.toContain(told)
    expect(wholeDatabase()).not.toContain(phone)
    expect(await desk.store.figures({})).toMatchObject({ count: 1 })
    expect(await desk.store.tally({}, 'state')).toEqual(new Map([['withdrawn', 1]]))
  })

  it('does not come back with the next words, which start a clean talk', async () => {
    await erases()
    await says('我的水壶漏水了')
    const { snapshot } = (await desk.store.load(conversation))!.record as Snapshot
    expect(snapshot.context).toMatchObject({
      tickets: [],
      contact: {},
      draft: { story: '我的水壶漏水了' },
    })
  })
})

type Snapshot = { snapshot: { context: Record<string, unknown> } }
