import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createGroupCommit, type Job } from '../../../src/store/sqlite/group-commit.ts'
import { Database } from '../../support/database.ts'
import { tempFolder } from '../../support/store-folder.ts'

/** A real file that counts its transactions and can be made too small. */
async function bench() {
  const folder = await tempFolder()
  const statements: string[] = []
  const db = new Database(join(folder.path, 'x.db'), {
    verbose: (sql) => statements.push(String(sql)),
  })
  db.pragma('journal_mode = WAL')
  db.exec('CREATE TABLE kept (name TEXT PRIMARY KEY, words TEXT)')
  const insert = db.prepare('INSERT INTO kept VALUES (?, ?)')
  const writes = createGroupCommit(db, (error) => error)
  const job = (name: string, size = 10, more: Partial<Job<string>> = {}): Job<string> => ({
    write() {
      insert.run(name, 'x'.repeat(size))
      return name
    },
    ...more,
  })
  return {
    db,
    writes,
    job,
    kept: () => db.prepare('SELECT name FROM kept ORDER BY name').pluck().all(),
    count: (word: string) => statements.filter((sql) => sql.startsWith(word)).length,
    limitTo(morePages: number) {
      const pages = db.pragma('page_count', { simple: true }) as number
      db.pragma(`max_page_count = ${pages + morePages}`)
    },
    async [Symbol.asyncDispose]() {
      db.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

it('writes everything of one tick in one transaction', async () => {
  await using b = await bench()
  const results = await Promise.all(['a', 'b', 'c'].map((name) => b.writes.run(b.job(name))))
  expect(results).toEqual(['a', 'b', 'c'])
  expect(b.count('BEGIN')).toBe(1)
  await b.writes.run(b.job('d'))
  expect(b.count('BEGIN')).toBe(2)
})

it('answers nobody before the transaction is over, memory first', async () => {
  await using b = await bench()
  const order: string[] = []
  const committed = (name: string) =>
    order.push(`memory ${name}, in transaction: ${b.db.inTransaction}`)
  await Promise.all(
    ['a', 'b'].map((name) =>
      b.writes.run(b.job(name, 1, { committed })).then(() => order.push(name)),
    ),
  )
  expect(order).toEqual([
    'memory a, in transaction: false',
    'memory b, in transaction: false',
    'a',
    'b',
  ])
})

it('lets a job that fails by itself fail alone', async () => {
  await using b = await bench()
  const failing = b.job('half', 1, {
    write() {
      b.db.exec("INSERT INTO kept VALUES ('half', '')")
      throw new Error('not me')
    },
  })
  const results = await Promise.allSettled([
    b.writes.run(b.job('a')),
    b.writes.run(failing),
    b.writes.run(b.job('b')),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(b.kept()).toEqual(['a', 'b'])
})

it('never puts two commits of one actor into one transaction, and keeps their order', async () => {
  await using b = await bench()
  const actor = 'conversation:web/ann'
  const order: string[] = []
  const committed = (name: string) => order.push(name)
  await Promise.all([
    b.writes.run(b.job('first', 1, { actor, committed })),
    b.writes.run(b.job('second', 1, { actor, committed })),
    b.writes.run(b.job('third', 1, { actor, committed })),
    b.writes.run(b.job('other', 1, { committed })),
  ])
  expect(order).toEqual(['first', 'other', 'second', 'third'])
  expect(b.count('BEGIN')).toBe(3)
})

it('runs each alone when the database took the whole transaction back', async () => {
  await using b = await bench()
  b.limitTo(6)
  const sizes = { a: 10, b: 200_000, c: 10, d: 8_000, e: 300_000, f: 10 }
  const results = await Promise.allSettled(
    Object.entries(sizes).map(([name, size]) => b.writes.run(b.job(name, size))),
  )
  const answered = results.flatMap((result) =>
    result.status === 'fulfilled' ? [result.value] : [],
  )
  expect(answered).toEqual(['a', 'c', 'd', 'f'])
  expect(b.kept()).toEqual(answered)
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason.code).toBe('SQLITE_FULL')
  }
})

it('asks a job of an undecided transaction whether it was written before it writes it again', async () => {
  await using b = await bench()
  b.limitTo(6)
  const asked: string[] = []
  const knowing = (answer: boolean) => (result: string) => {
    asked.push(result)
    return answer
  }
  const results = await Promise.allSettled([
    b.writes.run(b.job('there', 10, { written: knowing(true) })),
    b.writes.run(b.job('not there', 10, { written: knowing(false) })),
    b.writes.run(b.job('too large', 400_000, { written: knowing(true) })),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  expect(asked).toEqual(['there', 'not there'])
  expect(b.kept()).toEqual(['not there'])
})

it('goes on after a transaction that could not begin', async () => {
  await using b = await bench()
  b.db.pragma('busy_timeout = 1')
  const other = new Database(b.db.name)
  other.exec('BEGIN IMMEDIATE')
  const results = await Promise.allSettled(['a', 'b'].map((name) => b.writes.run(b.job(name))))
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  other.exec('COMMIT')
  other.close()
  expect(await b.writes.run(b.job('c'))).toBe('c')
  expect(b.kept()).toEqual(['c'])
})

it('writes all that waits when it is drained', async () => {
  await using b = await bench()
  const actor = 'conversation:web/ann'
  const waiting = ['a', 'b'].map((name) => b.writes.run(b.job(name, 1, { actor })))
  b.writes.drain()
  expect(b.kept()).toEqual(['a', 'b'])
  expect(await Promise.all(waiting)).toEqual(['a', 'b'])
})
