import { expect, it } from 'vitest'
import type { CopiedActor } from '../../src/store/copyable.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { minute, noon, ticketView } from '../support/store-builders.ts'
import { tempFolder } from '../support/store-folder.ts'

const many = 20_100

function named(n: number): CopiedActor {
  const name = n % 1_000 === 0 ? `Ouyang ${n}` : `Zhang ${n}`
  const state = n % 2 === 0 ? 'received' : 'closed'
  const openedAt = noon + n * minute
  return {
    name: `ticket:${n}`,
    revision: 1,
    record: '{}',
    letters: [],
    parked: [],
    keys: [],
    lastLine: null,
    view: ticketView({ number: `CP-${n}`, name, state, openedAt, dueAt: openedAt }),
  }
}

it('a name that very many have is found as any other, the newest or the most urgent first, page by page', async () => {
  await using folder = await tempFolder()
  await using store = await openSqlite({ folder: folder.path })
  await store.copyable().write(
    'actors',
    Array.from({ length: many }, (_, n) => named(n)),
  )
  const numbers = (found: Awaited<ReturnType<typeof store.tickets>>) =>
    found.tickets.map(({ view }) => view.number)

  const first = await store.tickets({ text: ' zhang' }, { limit: 3 })
  expect(numbers(first)).toEqual(['CP-20099', 'CP-20098', 'CP-20097'])
  const next = await store.tickets({ text: 'zhang' }, { limit: 98, cursor: first.next! })
  expect(numbers(next).at(-1)).toBe('CP-19998')
  expect(numbers(next)).not.toContain('CP-20000')
  const urgent = { text: 'ZHANG', open: true }
  const due = await store.tickets(urgent, { limit: 2, sort: 'due' })
  expect(numbers(due)).toEqual(['CP-2', 'CP-4'])
  expect(numbers(await store.tickets({ text: 'ouyang' }, { limit: 2 }))).toEqual([
    'CP-20000',
    'CP-19000',
  ])
}, 120_000)
