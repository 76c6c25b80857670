import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ActorId } from '../../domain/actor.ts'
import {
  type Copied,
  type CopiedActor,
  type CopiedLetter,
  type Copyable,
  grouped,
  type Kind,
  lineName,
  lineOfName,
} from '../copyable.ts'
import type { Db, Prepared } from './driver.ts'
import type { LetterRow } from './letters/letters.ts'
import { letterRowOf, type TimerRow } from './letters/timers.ts'
import type { Tables } from './tables.ts'

const page = 500

type Readers = { [K in Kind]: (after: string) => AsyncIterable<Copied[K]> }
type Writers = { [K in Kind]: (items: readonly Copied[K][]) => Promise<void> }
type ActorRow = { key: number; name: ActorId; revision: number; record: string }

/** The folder as what it holds. */
export function createSqliteCopy(db: Db, folder: string, tables: Tables): Copyable {
  const readers = createReaders(db, folder, tables)
  const writers = createWriters(db, tables)
  const names: Readonly<Record<Kind, string>> = {
    actors: 'actors',
    lines: 'lines',
    records: 'records WHERE value IS NOT NULL',
    numbers: 'numbers',
    files: 'files',
  }
  return {
    async count(kind) {
      return (db.prepare(`SELECT count(*) AS n FROM ${names[kind]}`).get() as { n: number }).n
    },
    read: (kind, after) => readers[kind](after) as AsyncIterable<never>,
    write: (kind, items) => (writers[kind] as (some: typeof items) => Promise<void>)(items),
  }
}

/** Page by page: nothing is held open while the other side writes. */
async function* paged<Row extends { name: string }>(
  statement: Prepared<Row>,
  after: string,
): AsyncIterable<Row> {
  for (let from = after; ; ) {
    const rows = statement.all(from, page)
    yield* rows
    if (rows.length < page) return
    from = rows.at(-1)!.name
  }
}

function createReaders(db: Db, folder: string, tables: Tables): Readers {
  const actors: Prepared<ActorRow> = db.prepare(
    'SELECT key, name, revision, record FROM actors WHERE name > ? ORDER BY name LIMIT ?',
  )
  const actorsFrom: Prepared<ActorRow> = db.prepare(
    'SELECT key, name, revision, record FROM actors WHERE name >= ? ORDER BY name',
  )
  const linesOf: Prepared<{ seq: number; line: string }> = db.prepare(
    'SELECT seq, line FROM lines WHERE actor = ? AND seq > ? ORDER BY seq',
  )
  const numbers: Prepared<{ name: string; last: number }> = db.prepare(
    'SELECT day AS name, last FROM numbers WHERE day > ? ORDER BY day LIMIT ?',
  )
  const records: Prepared<Copied['records']> = db.prepare(
    'SELECT name, revision, value FROM records WHERE value IS NOT NULL AND name > ? ORDER BY name LIMIT ?',
  )
  const files: Prepared<{ name: string; title: string; type: string; hash: string }> = db.prepare(
    'SELECT id AS name, name AS title, type, hash FROM files WHERE id > ? ORDER BY id LIMIT ?',
  )

  return {
    async *actors(after) {
      const read = createActorReader(db, tables)
      for await (const row of paged(actors, after)) yield read(row)
    },
    async *lines(after) {
      const from = after === '' ? { actor: '', seq: 0 } : lineOfName(after)
      for (const { key, name } of actorsFrom.all(from.actor)) {
        for (const { seq, line } of linesOf.all(key, name === from.actor ? from.seq : 0)) {
          yield { name: lineName(name, seq), actor: name, seq, line }
        }
      }
    },
    records: (after) => paged(records, after),
    numbers: (after) => paged(numbers, after),
    async *files(after) {
      for await (const { name, title, type, hash } of paged(files, after)) {
        const bytes = await readFile(join(folder, 'files', hash.slice(0, 2), hash))
        yield { name, title, type, bytes: new Uint8Array(bytes) }
      }
    },
  }
}

function createActorReader(db: Db, tables: Tables): (row: ActorRow) => CopiedActor {
  const letters = grouped(
    db.prepare('SELECT * FROM letters ORDER BY revision, n').all() as (LetterRow & {
      actor: number
    })[],
    ({ actor }) => actor,
  )
  const timers: Prepared<TimerRow> = db.prepare(
    `SELECT t.*, a.name AS owner FROM timers t JOIN actors a ON a.key = t.actor WHERE t.actor = ?`,
  )
  const parked: Prepared<LetterRow & { reason: string; parkedAt: number }> = db.prepare(
    'SELECT * FROM parked WHERE actor = ? ORDER BY place',
  )
  const keys: Prepared<{ key: string; until: number }> = db.prepare(
    'SELECT key, keepUntil AS until FROM consumed WHERE actor = ? ORDER BY key',
  )
  const last: Prepared<{ seq: number; line: string }> = db.prepare(
    'SELECT seq, line FROM lines WHERE actor = ? ORDER BY seq DESC LIMIT 1',
  )
  const number: Prepared<{ number: string }> = db.prepare(
    'SELECT "number" FROM tickets WHERE key = ?',
  )
  return ({ key, name, revision, record }) => {
    const own = timers.all(key).map(letterRowOf)
    const found = number.get(key)
    return {
      name,
      revision,
      record,
      letters: [...(letters.get(key) ?? []), ...own]
        .map(copiedOf)
        .sort((a, b) => a.revision - b.revision || a.n - b.n),
      parked: parked
        .all(key)
        .map((row) => ({ ...copiedOf(row), reason: row.reason, parkedAt: row.parkedAt })),
      keys: keys.all(key).map(({ key: one, until }) => ({ key: one, until })),
      lastLine: last.get(key) ?? null,
      view: found ? tables.queries.ticket(found.number)!.view : null,
    }
  }
}

function createWriters(db: Db, tables: Tables): Writers {
  const { actors, transcript, timers, letters, parked, consumed, writeTicket, files } = tables
  const revise = db.prepare('UPDATE actors SET revision = ?, record = ? WHERE key = ?')
  const retried = db.prepare(
    'UPDATE letters SET attempts = ? WHERE actor = ? AND revision = ? AND n = ?',
  )
  const retriedTimer = db.prepare(
    'UPDATE timers SET attempts = ? WHERE actor = ? AND revision = ? AND n = ?',
  )
  const empty = ['letters', 'timers', 'parked', 'consumed'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE actor = ?`),
  )
  const dropLine = db.prepare('DELETE FROM lines WHERE actor = ? AND seq = ?')
  const putRecord = db.prepare(
    'INSERT OR REPLACE INTO records (name, revision, value) VALUES (?, ?, ?)',
  )
  const putNumber = db.prepare('INSERT OR REPLACE INTO numbers (day, last) VALUES (?, ?)')
  const keyOf = (name: ActorId) => actors.keyOf(name) ?? actors.create(name, '{}')

  function putActor(actor: CopiedActor): void {
    const key = keyOf(actor.name)
    for (const statement of empty) statement.run(key)
    revise.run(actor.revision, actor.record, key)
    for (const one of actor.letters) {
      const { revision, n, tries } = one
      if (one.to === actor.name) {
        timers.insert(key, revision, n, newLetterOf(one))
        retriedTimer.run(tries, key, revision, n)
      } else {
        letters.insert(key, revision, n, newLetterOf(one))
        retried.run(tries, key, revision, n)
      }
    }
    for (const { reason, parkedAt, ...one } of actor.parked) {
      const { to, tries, ...rest } = one
      parked.insert(key, { ...rest, recipient: to, attempts: tries }, { reason, parkedAt })
    }
    for (const { key: one, until } of actor.keys) {
      consumed.take(key, { key: one, keepUntil: until })
    }
    if (actor.view) writeTicket(key, actor.view)
  }

  const inOne = (work: () => void) => db.transaction(work).immediate()
  return {
    actors: async (items) => inOne(() => items.forEach(putActor)),
    lines: async (items) =>
      inOne(() => {
        for (const { actor, seq, line } of items) {
          const key = keyOf(actor)
          dropLine.run(key, seq)
          transcript.append(key, JSON.parse(line))
        }
      }),
    records: async (items) =>
      inOne(() => {
        for (const { name, revision, value } of items) putRecord.run(name, revision, value)
      }),
    numbers: async (items) =>
      inOne(() => {
        for (const { name, last } of items) putNumber.run(name, last)
      }),
    async files(items) {
      for (const { name, title, type, bytes } of items) {
        if (await files.file(name)) continue
        const job = await files.keeping({ name: title, type, bytes }, name)
        inOne(() => void job.write())
        job.committed?.({ id: name, name: title, type, size: bytes.length })
      }
    },
  }
}

function copiedOf(row: LetterRow): CopiedLetter {
  const { revision, n, recipient: to, due, attempts: tries, slot, body } = row
  return { revision, n, to, due, tries, slot, body }
}

/** As a commit would have posted it. */
function newLetterOf({ to, due, slot, body }: CopiedLetter) {
  const content = JSON.parse(body)
  return {
    to,
    // Which of the two it is, is told by the recipient; the table keeps the text alone.
    event: content,
    dueAt: due,
    ...(slot === null ? {} : { slot }),
  } as never
}
