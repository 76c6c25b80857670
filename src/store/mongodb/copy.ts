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
import { createActorReader } from './collections/actors.ts'
import { createFiles } from './collections/files.ts'
import { createActors } from './collections/homes.ts'
import type { KeyDocument } from './collections/keys.ts'
import type { NumberDocument } from './collections/numbers.ts'
import type { RecordDocument } from './collections/records.ts'
import { createTranscript, type LineDocument } from './collections/transcript.ts'
import { dated } from './dated.ts'
import type { ActorDocument, KeptLetter, Machinery } from './document.ts'
import type { Collection, Db } from './driver.ts'
import { type Forms, type Stamp, stampOf } from './forms.ts'
import { type TicketDocument, ticketDocument, urgencyOf, viewOf } from './tickets/document.ts'

/** So many keys stay in the document; the others stand in their own collection. */
const freshKeys = 64
const page = 500
/** Sorts after every key. */
const past = '\u{10FFFF}'

type Readers = { [K in Kind]: (after: string) => AsyncIterable<Copied[K]> }
type Writers = { [K in Kind]: (items: readonly Copied[K][]) => Promise<void> }

type Parts = ReturnType<typeof partsOf>

function partsOf(db: Db, forms: Forms) {
  const actors = createActors(db)
  const reader = createActorReader(actors, forms)
  const lines = db.collection<LineDocument>('lines')
  return {
    actors,
    reader,
    stamp: stampOf(forms),
    lines,
    records: db.collection<RecordDocument>('records'),
    numbers: db.collection<NumberDocument>('numbers'),
    keys: db.collection<KeyDocument>('keys'),
    evidence: db.collection<{ _id: string }>('evidence.files'),
    transcript: createTranscript(lines, reader),
    files: createFiles(db),
  }
}

/** The database as what it holds. */
export function createMongoCopy(db: Db, forms: Forms): Copyable {
  const parts = partsOf(db, forms)
  const readers = createReaders(parts)
  const writers = createWriters(parts)
  return {
    async count(kind) {
      if (kind === 'records') return parts.records.countDocuments({ value: { $exists: true } })
      if (kind === 'actors') return parts.actors.size()
      const name = kind === 'files' ? 'evidence.files' : kind
      return db.collection(name).estimatedDocumentCount()
    },
    read: (kind, after) => readers[kind](after) as AsyncIterable<never>,
    write: (kind, items) => (writers[kind] as (some: typeof items) => Promise<void>)(items),
  }
}

function createReaders(parts: Parts): Readers {
  const { actors, reader, records, numbers, keys, evidence, transcript, files } = parts

  async function* readLines(after: string): AsyncIterable<Copied['lines']> {
    const from = after === '' ? { actor: '' as ActorId, seq: 0 } : lineOfName(after)
    for await (const { _id: actor } of actors.from(from.actor, ['_id'])) {
      let seq = actor === from.actor ? from.seq : 0
      for (;;) {
        const some = await transcript.after(actor, seq, page)
        for (const line of some) {
          seq = line.seq
          yield { name: lineName(actor, seq), actor, seq, line: JSON.stringify(line) }
        }
        if (some.length < page) break
      }
    }
  }

  async function* readActors(after: string): AsyncIterable<CopiedActor> {
    for await (const found of actors.from(after as ActorId)) {
      if (found._id === after) continue
      const doc = reader.current(found)
      const range = { $gte: `${doc._id}\n`, $lt: `${doc._id}\n${past}` }
      const moved = doc.desk.keysMovedUntil ? await keys.find({ _id: range }).toArray() : []
      const old = moved.map(({ _id, until }) => ({ key: _id.slice(doc._id.length + 1), until }))
      yield actorOf(doc, old)
    }
  }

  return {
    actors: readActors,
    lines: readLines,
    async *records(after) {
      const found = records.find({ _id: { $gt: after }, value: { $exists: true } })
      for await (const { _id, revision, value } of found.sort({ _id: 1 })) {
        yield { name: _id, revision, value: value! }
      }
    },
    async *numbers(after) {
      for await (const { _id, last } of numbers.find({ _id: { $gt: after } }).sort({ _id: 1 })) {
        yield { name: _id, last }
      }
    },
    async *files(after) {
      for await (const { _id } of evidence.find({ _id: { $gt: after } }).sort({ _id: 1 })) {
        const file = await files.file(_id)
        if (file) yield { name: _id, title: file.name, type: file.type, bytes: file.bytes }
      }
    },
  }
}

function createWriters({
  actors,
  stamp,
  records,
  numbers,
  keys,
  transcript,
  files,
}: Parts): Writers {
  return {
    async actors(items) {
      const moved = items.flatMap(({ name, keys: all }) =>
        all.slice(0, -freshKeys).map(({ key, until }) => ({ _id: `${name}\n${key}`, until })),
      )
      await replaceAll(keys, moved)
      for (const [home, some] of grouped(items, ({ name }) => actors.of(name))) {
        await replaceAll(
          home,
          some.map((item) => documentOf(item, stamp)),
        )
      }
    },
    async lines(items) {
      for (const [actor, some] of grouped(items, ({ actor }) => actor)) {
        await transcript.keep(actor, some)
      }
    },
    records: (items) =>
      replaceAll(
        records,
        items.map(({ name, revision, value }) => ({ _id: name, revision, value, mark: 'copied' })),
      ),
    numbers: (items) =>
      replaceAll(
        numbers,
        items.map(({ name, last }) => ({ _id: name, last })),
      ),
    async files(items) {
      for (const { name, title, type, bytes } of items) {
        await files.remove([name])
        await files.put({ name: title, type, bytes }, name)
      }
    },
  }
}

function actorOf(doc: ActorDocument, old: readonly { key: string; until: number }[]): CopiedActor {
  const { desk } = doc
  const all = [...old, ...desk.keys]
  const unique = new Map(all.map(({ key, until }) => [key, { key, until }]))
  return {
    name: doc._id,
    revision: desk.revision,
    record: desk.record,
    letters: desk.letters.map(copiedOf),
    parked: desk.parked.map((kept) => ({
      ...copiedOf(kept),
      reason: kept.reason,
      parkedAt: kept.at,
    })),
    keys: [...unique.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
    lastLine: desk.lines.at(-1) ?? null,
    view: doc.number === undefined ? null : viewOf(doc as TicketDocument),
  }
}

function documentOf(actor: CopiedActor, stamp: Stamp): ActorDocument {
  const { name, revision, record, letters, parked, keys, lastLine, view } = actor
  const movedUntil = Math.max(0, ...keys.slice(0, -freshKeys).map(({ until }) => until))
  const desk: Machinery = {
    ...stamp,
    revision,
    writes: revision,
    mark: 'copied',
    marks: [],
    record,
    letters: letters.map(keptOf),
    parked: parked.map(({ reason, parkedAt, ...letter }) => ({
      ...keptOf(letter),
      reason,
      at: parkedAt,
    })),
    lines: lastLine ? [lastLine] : [],
    keys: keys.slice(-freshKeys),
    ...(movedUntil > 0 ? { keysMovedUntil: movedUntil } : {}),
    ...(view ? urgencyOf(view) : {}),
  }
  return dated({ ...(view ? ticketDocument(view) : {}), _id: name, desk })
}

function copiedOf({ revision, n, to, due, tries, slot, body }: KeptLetter): CopiedLetter {
  return { revision, n, to, due, tries, slot: slot ?? null, body }
}

function keptOf({ slot, ...letter }: CopiedLetter): KeptLetter {
  return { ...letter, leases: 0, ...(slot === null ? {} : { slot }) }
}

async function replaceAll<T extends { _id: string }>(
  collection: Collection<T>,
  docs: readonly T[],
): Promise<void> {
  if (docs.length === 0) return
  await collection.bulkWrite(
    docs.map((doc) => ({
      replaceOne: { filter: { _id: doc._id } as never, replacement: doc as never, upsert: true },
    })),
    { ordered: false },
  )
}
