import { createHash } from 'node:crypto'
import { type Copied, type Copyable, type Kind, kinds } from '../store/copyable.ts'
import { type Store, StoreUnavailableError } from '../store/port.ts'

/** A store that can be copied. */
export type CopyableStore = Store & { copyable(): Copyable }

export type CopyProgress = { kind: Kind; done: number; of: number }

/** How many of each kind there are, and one sum over all of them, the same on both sides. */
export type CopyReport = { counts: Readonly<Record<Kind, number>>; sum: string }

/** How far a copy has come, kept on the far side until it is finished. */
const marker = 'copy:progress'
type Progress = Partial<Record<Kind, string>>

/** Items written at once; files are read whole and go one by one. */
const batchOf: Readonly<Record<Kind, number>> = {
  files: 1,
  lines: 500,
  actors: 100,
  records: 200,
  numbers: 200,
}

/**
 * Copies everything into an empty store, or goes on with a copy that was cut short; then reads both through and compares
 * them. Nobody else may write to either. Throws `StoreUnavailableError` where the far side holds something else, or
 * where both differ.
 */
export async function copyStore(
  from: CopyableStore,
  to: CopyableStore,
  onProgress: (progress: CopyProgress) => void,
): Promise<CopyReport> {
  const [source, target] = [from.copyable(), to.copyable()]
  const begun = await to.record(marker)
  if (!begun && (await isInUse(target))) {
    throw new StoreUnavailableError(
      'the store to copy into holds something already; name an empty one',
    )
  }
  const progress: Progress = { ...((begun?.value as Progress | undefined) ?? {}) }
  if (!begun) await to.writeRecord(marker, 0, progress)
  for (const kind of kinds) {
    await copyKind(
      kind,
      { source, target, after: progress[kind] ?? '' },
      async (name, done, of) => {
        progress[kind] = name
        const { revision } = (await to.record(marker))!
        await to.writeRecord(marker, revision, progress)
        onProgress({ kind, done, of })
      },
    )
  }
  const [theirs, ours] = [await readThrough(source), await readThrough(target)]
  if (theirs.sum !== ours.sum) {
    throw new StoreUnavailableError(
      `the copy is not the same (${JSON.stringify(theirs.counts)} against ${JSON.stringify(ours.counts)}); was something written meanwhile?`,
    )
  }
  const last = (await to.record(marker))!
  await to.writeRecord(marker, last.revision, undefined)
  return ours
}

async function isInUse(target: Copyable): Promise<boolean> {
  for (const kind of kinds) if ((await target.count(kind)) > 0) return true
  return false
}

async function copyKind<K extends Kind>(
  kind: K,
  { source, target, after }: { source: Copyable; target: Copyable; after: string },
  onBatch: (name: string, done: number, of: number) => Promise<void>,
): Promise<void> {
  const of = await source.count(kind)
  let batch: Copied[K][] = []
  let done = 0
  const write = async () => {
    if (batch.length === 0) return
    await target.write(kind, batch)
    done += batch.length
    await onBatch(batch.at(-1)!.name, done, of)
    batch = []
  }
  for await (const item of source.read(kind, after)) {
    batch.push(item)
    if (batch.length >= batchOf[kind]) await write()
  }
  await write()
}

/** Counts and sums up everything that is copied, in its order. */
async function readThrough(store: Copyable): Promise<CopyReport> {
  const hash = createHash('sha256')
  const counts = { actors: 0, lines: 0, records: 0, numbers: 0, files: 0 }
  for (const kind of kinds) {
    for await (const item of store.read(kind, '')) {
      if (item.name === marker) continue
      counts[kind] += 1
      hash.update(JSON.stringify(item, sorted))
    }
  }
  return { counts, sum: hash.digest('hex') }
}

/** Fields in one order, bytes as their sum, whatever side they come from. */
function sorted(_key: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return createHash('sha256').update(value).digest('hex')
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
