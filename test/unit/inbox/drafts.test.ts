import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VirtualClock } from '../../../src/clock/virtual.ts'
import type { DraftLine } from '../../../src/domain/draft.ts'
import type { Letter, NewLetter } from '../../../src/domain/letter.ts'
import { Drafts } from '../../../src/inbox/drafts.ts'
import { draftWordings, type ListedDraft, readDrafts } from '../../../src/reports/drafts.ts'
import type { Store } from '../../../src/store/port.ts'
import { openSqlite } from '../../../src/store/sqlite/open.ts'
import { tempFolder } from '../../support/store-folder.ts'
import { rules } from '../../support/ticket-desk.ts'

const monday = Date.parse('2026-11-23T10:00:00+08:00')
const line: DraftLine = {
  since: monday,
  category: 'quality',
  level: 2,
  story: '烤箱门关不严',
  name: null,
  silent: false,
}

let store: Store
let folder: Awaited<ReturnType<typeof tempFolder>>
let clock: VirtualClock
let posted: NewLetter[]
let drafts: Drafts

beforeEach(async () => {
  folder = await tempFolder()
  store = await openSqlite({ folder: folder.path })
  clock = new VirtualClock(monday)
  posted = []
  drafts = open()
})
afterEach(async () => {
  await store[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

function open(): Drafts {
  return new Drafts({
    store,
    clock,
    calendar: rules.calendar,
    post: async (letters) => void posted.push(...letters),
    named: (words) => (words.includes('王敏') ? ['wang'] : []),
    digest: (found) => [digestOf(found)],
    noteDigest: () => digestOf([]),
  })
}

function digestOf(found: readonly ListedDraft[]): NewLetter {
  return { to: 'team:service', dueAt: clock.now(), message: { text: `${found.length}` } }
}

function letter(to: string, event: object): Letter {
  return {
    id: 'conversation:web/li@1#0',
    from: 'conversation:web/li',
    to,
    event,
    dueAt: monday,
    attempts: 0,
  } as unknown as Letter
}

const told = (peer: string, more: Partial<DraftLine> = {}) =>
  drafts.take(
    letter(`draft:web/${peer}`, {
      type: 'draft.told',
      line: { ...line, ...more },
      told: more.story ?? line.story,
    }),
  )
const over = (peer: string) => drafts.take(letter(`draft:web/${peer}`, { type: 'draft.over' }))
const morning = () => drafts.take(letter('draft:morning', { type: 'morning' }))

describe('the list of unfinished complaints', () => {
  it('notes on a line whom the words name', async () => {
    await told('aa11', { story: '王敏骂我' })
    await told('bb22')
    const about = (await readDrafts(store)).map((draft) => [draft.mark, draft.about])
    expect(about).toEqual([
      ['aa11', ['wang']],
      ['bb22', undefined],
    ])
  })

  it('has a line from the letter that begins it to the one that ends it, however often each comes', async () => {
    await told('aa11')
    await told('aa11', { silent: true })
    await told('aa11', { silent: true })
    expect(await readDrafts(store)).toEqual([
      { ...line, silent: true, mark: 'aa11', conversation: 'conversation:web/aa11' },
    ])
    await over('aa11')
    await over('aa11')
    expect(await readDrafts(store)).toEqual([])
  })

  it('shows the gravest first, then the oldest, under marks that cannot be mixed up', async () => {
    await told('1111abcd', { since: monday + 2 })
    await told('2222abcd', { since: monday + 1 })
    await told('33330000', { since: monday + 3, level: 4 })
    const marks = (await readDrafts(store)).map(({ mark }) => mark)
    expect(marks).toEqual(['0000', '2222abcd', '1111abcd'])
  })

  it('shows ten lines and says how many more there are', async () => {
    const many = Array.from({ length: 12 }, (_, n) => ({
      ...line,
      mark: `${n}`,
      conversation: `conversation:web/${n}` as const,
    }))
    const { texts, choices } = draftWordings(many, 'digest')
    expect(texts).toHaveLength(12)
    expect(texts.at(-1)).toEqual({ key: 'desk.drafts.more', values: { n: 2 } })
    expect(choices[0]).toMatchObject({ id: '/open 0' })
  })
})

describe('the morning digest', () => {
  it('is set once for the next working morning, also after a restart', async () => {
    await told('a')
    drafts = open()
    await told('b')
    expect(posted.map(({ to, dueAt }) => [to, dueAt])).toEqual([
      ['draft:morning', Date.parse('2026-11-24T09:00:00+08:00')],
    ])
  })

  it('comes on Monday for what was told on Friday evening, and the same day before opening', async () => {
    clock.moveTo(Date.parse('2026-11-27T20:00:00+08:00'))
    await told('a')
    expect(posted.at(-1)?.dueAt).toBe(Date.parse('2026-11-30T09:00:00+08:00'))
    await morning()
    clock.moveTo(Date.parse('2026-12-01T07:00:00+08:00'))
    posted = []
    await over('a')
    await store.writeRecord(
      'drafts-due',
      (await store.record('drafts-due'))?.revision ?? 0,
      undefined,
    )
    await told('b')
    expect(posted.at(-1)?.dueAt).toBe(Date.parse('2026-12-01T09:00:00+08:00'))
  })

  it('is one message for all of them, again each morning, and none when nothing is left', async () => {
    await told('a')
    await told('b')
    clock.moveTo(Date.parse('2026-11-24T09:00:00+08:00'))
    posted = []
    await morning()
    expect(posted.map(({ to }) => to)).toEqual(['team:service', 'draft:morning'])
    expect(posted[0]).toMatchObject({ message: { text: '2' } })
    await over('a')
    await over('b')
    posted = []
    await morning()
    expect(posted).toEqual([])
  })
})
