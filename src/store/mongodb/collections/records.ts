import { randomUUID } from 'node:crypto'
import type { StoredRecord } from '../../port.ts'
import type { Collection } from '../driver.ts'
import { isDuplicate, mayPass } from '../faults.ts'

/** `value` is JSON; `mark` names the last write, as proof of it. */
export type RecordDocument = {
  _id: string
  revision: number
  value?: string
  removed?: true
  mark: string
}

/**
 * Small named documents at a revision. A removed one leaves its revision behind until the next pruning, so that one
 * made anew under its name is never taken for the old one.
 */
export function createRecords(records: Collection<RecordDocument>) {
  async function change(
    name: string,
    { revision, value, mark }: { revision: number; value: string | undefined; mark: string },
  ): Promise<boolean> {
    const $inc = { revision: 1 }
    if (revision > 0) {
      const filter = { _id: name, revision, value: { $exists: true } }
      const update =
        value === undefined
          ? { $inc, $set: { mark, removed: true as const }, $unset: { value: '' as const } }
          : { $inc, $set: { mark, value } }
      return (await records.updateOne(filter, update)).matchedCount === 1
    }
    if (value === undefined) return (await one(name)) === null
    const filter = { _id: name, removed: true as const }
    const update = { $inc, $set: { mark, value }, $unset: { removed: '' as const } }
    return records.updateOne(filter, update, { upsert: true }).then(
      () => true,
      (error) => {
        if (isDuplicate(error)) return false
        throw error
      },
    )
  }

  const one = (name: string) => records.findOne({ _id: name, value: { $exists: true } })

  /** Whether a write whose answer was lost took place, as far as a majority knows. */
  async function isProven(name: string, mark: string): Promise<boolean> {
    const doc = await records.findOne({ _id: name }, { readConcern: { level: 'majority' } })
    return doc?.mark === mark
  }

  return {
    async record(name: string): Promise<StoredRecord | undefined> {
      const doc = await one(name)
      return doc ? { revision: doc.revision, value: JSON.parse(doc.value!) } : undefined
    },
    async withPrefix(
      prefix: string,
    ): Promise<{ name: string; value: unknown; revision: number }[]> {
      const docs = await records
        .find({ _id: { $gte: prefix, $lt: `${prefix}\u{10FFFF}` }, value: { $exists: true } })
        .sort({ _id: 1 })
        .toArray()
      return docs.map(({ _id, value, revision }) => ({
        name: _id,
        value: JSON.parse(value!),
        revision,
      }))
    },
    async write(name: string, revision: number, value: unknown): Promise<boolean> {
      const mark = randomUUID()
      const text = value === undefined ? undefined : JSON.stringify(value)
      try {
        return await change(name, { revision, value: text, mark })
      } catch (error) {
        if (!mayPass(error)) throw error
        if (await isProven(name, mark).catch(() => false)) return true
        throw error
      }
    },
    async forgetRemoved(): Promise<void> {
      await records.deleteMany({ removed: true })
    },
  }
}
