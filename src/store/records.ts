import type { Store } from './port.ts'

/**
 * Writes a record over whatever stands there by then. `how` may run more than once; the value it was given changes nothing,
 * undefined removes the record. Answers what stands there now.
 */
export async function changeRecord<T>(
  store: Pick<Store, 'record' | 'writeRecord'>,
  name: string,
  how: (before: T | undefined) => T | undefined,
): Promise<T | undefined> {
  for (;;) {
    const found = await store.record(name)
    const before = found?.value as T | undefined
    const after = how(before)
    if (after === before) return before
    if (await store.writeRecord(name, found?.revision ?? 0, after)) return after
  }
}

/** Removes those records whose value is over. One that somebody writes at that moment stays. */
export async function forgetRecords<T>(
  store: Pick<Store, 'records' | 'writeRecord'>,
  prefix: string,
  isOver: (value: T, name: string) => boolean,
): Promise<void> {
  for (const { name, value, revision } of await store.records(prefix)) {
    if (isOver(value as T, name)) await store.writeRecord(name, revision, undefined)
  }
}
