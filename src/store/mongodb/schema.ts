import { StoreUnavailableError } from '../port.ts'
import { isHome, tickets as ticketIds } from './collections/homes.ts'
import type { ActorDocument } from './document.ts'
import type { Collection, Db, IndexDescription } from './driver.ts'
import { isDuplicate } from './faults.ts'
import type { Forms } from './forms.ts'
import { ticketFields } from './tickets/schema.ts'

const noSuchCollection = 26
const nameIsTaken = 48

/** `version`: the form of documents a desk must know to begin work here. */
export type Meta = { _id: 'schema'; version: number }

const tickets = { open: { $exists: true } }
const open = { open: true }

/** What all actors are asked for. */
const ofActors = [
  known('due', 'nextDue'),
  known('parked', 'desk.parkedSince'),
  known('old_keys', 'desk.keysUntil'),
]

/** Every index the desk's questions need, by collection; each other question goes by `_id`. */
const indexes: Readonly<Record<string, readonly IndexDescription[]>> = {
  actors: ofActors,
  cases: [
    ...ofActors,
    { ...known('ticket_number', 'number'), unique: true },
    { name: 'ticket_opened', key: { openedAt: -1, _id: -1 }, partialFilterExpression: tickets },
    known('ticket_closed', 'closedAt'),
    {
      name: 'ticket_customer',
      key: { customer: 1, openedAt: -1 },
      partialFilterExpression: tickets,
    },
    urgent('ticket_urgent', {}),
    urgent('ticket_department', { department: 1 }),
    urgent('ticket_owner', { owner: 1 }),
    urgent('ticket_state', { state: 1 }),
    known('ticket_phone', 'phone'),
    known('ticket_order', 'order'),
    known('ticket_name', 'desk.name'),
    known('ticket_product', 'desk.product'),
    known('ticket_about', 'about'),
  ],
  lines: [known('about', 'about')],
  keys: [{ name: 'old', key: { until: 1 } }],
  records: [known('removed', 'removed')],
}

/**
 * Refuses what a newer desk wrote, and makes what is not there; several processes may do so at once. `patiently` gives
 * the same database to work that may take long: an index is made while other processes go on.
 */
export async function prepareDatabase(
  db: Db,
  forms: Forms,
  patiently: <T>(work: (db: Db) => Promise<T>) => Promise<T>,
): Promise<void> {
  const meta = db.collection<Meta>('meta')
  await meta.insertOne({ _id: 'schema', version: forms.readableFrom }).catch((error) => {
    if (!isDuplicate(error)) throw error
  })
  await refuseNewer(db, forms)
  await refuseEarlier(db)
  for (const [name, always] of Object.entries(indexes)) {
    const wanted = isHome(name) ? [...always, olderIndex(forms)] : always
    const missing = await missingIndexes(db, name, wanted)
    if (missing.length === 0) continue
    await patiently((same) => same.collection(name).createIndexes(missing))
  }
  await makeView(db)
}

/** Throws where an index of that name is there in another form. */
async function missingIndexes(
  db: Db,
  collection: string,
  wanted: readonly IndexDescription[],
): Promise<IndexDescription[]> {
  const there = await db
    .collection(collection)
    .indexes()
    .catch((error) => {
      if (error.code === noSuchCollection) return []
      throw error
    })
  return wanted.filter((index) => {
    const found = there.find(({ name }) => name === index.name)
    if (!found || formOf(found as IndexDescription) === formOf(index)) return !found
    throw new StoreUnavailableError(
      `the index ${index.name} of ${collection} is there in another form; drop it and start again`,
    )
  })
}

function formOf({ key, unique = false, partialFilterExpression = {} }: IndexDescription): string {
  return JSON.stringify([Object.entries(key), unique, partialFilterExpression])
}

/** Holds what is left to be rewritten, and so nothing for the most part. */
function olderIndex({ newest }: Forms): IndexDescription {
  return {
    name: `older_than_${newest}`,
    key: { 'desk.format': 1 },
    partialFilterExpression: olderThan(newest),
  }
}

/** The documents in an older form than this one. */
export function olderThan(form: number) {
  return { 'desk.format': { $lt: form } }
}

/** From now on a desk that begins work here must know this form. */
export async function raiseVersion(meta: Collection<Meta>, version: number): Promise<void> {
  await meta.updateOne({ _id: 'schema', version: { $lt: version } }, { $set: { version } })
}

/** False where no desk has ever written; throws where one did whose documents this one cannot read. */
export async function refuseNewer(db: Db, { newest }: Forms): Promise<boolean> {
  const found = (await db.collection<Meta>('meta').findOne({ _id: 'schema' }))?.version
  if (found !== undefined && found > newest) {
    throw new StoreUnavailableError(
      `a newer version of the desk wrote it (format ${found}, this one knows ${newest}); install that version or a newer one`,
    )
  }
  return found !== undefined
}

/** Throws where a desk that had its tickets beside its other actors left some: here nobody would find them. */
export async function refuseEarlier(db: Db): Promise<void> {
  const actors = db.collection<ActorDocument>('actors')
  if (await actors.findOne({ _id: ticketIds }, { projection: { _id: 1 } })) {
    throw new StoreUnavailableError(
      'an earlier version of the desk wrote it, with tickets where this one looks for none; with that version run npm run store:copy -- --from mongodb --to sqlite, with this one npm run store:copy -- --from sqlite --to mongodb into an empty database',
    )
  }
}

/**
 * `tickets`: what people and reporting tools read, without the machinery. One in another form is made anew: to change it
 * where it stands takes more rights than `readWrite` has.
 */
async function makeView(db: Db): Promise<void> {
  const form = {
    viewOn: 'cases',
    pipeline: [
      { $match: tickets },
      { $project: Object.fromEntries(ticketFields.map((field) => [field, 1])) },
    ],
  }
  const [there] = await db.listCollections({ name: 'tickets' }).toArray()
  if (there) {
    const { viewOn, pipeline } = (there as { options?: Partial<typeof form> }).options ?? {}
    if (JSON.stringify({ viewOn, pipeline }) === JSON.stringify(form)) return
    await db.dropCollection('tickets').catch(unless(noSuchCollection))
  }
  await db.createCollection('tickets', form).catch(unless(nameIsTaken))
}

/** Lets pass what another process did at the same moment. */
function unless(code: number): (error: { code?: unknown }) => void {
  return (error) => {
    if (error.code !== code) throw error
  }
}

/** Of the documents that have the field, and no others. */
function known(name: string, field: string): IndexDescription {
  return { name, key: { [field]: 1 }, partialFilterExpression: { [field]: { $exists: true } } }
}

function urgent(name: string, first: Record<string, 1>): IndexDescription {
  return {
    name,
    key: { ...first, 'desk.urgentAt': 1, _id: 1 },
    partialFilterExpression: open,
  }
}
