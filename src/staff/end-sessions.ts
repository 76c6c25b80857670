import type { Store } from '../store/port.ts'

/** Signs somebody out of every browser at once, and takes his unused link away. */
export async function endSessions(store: Store, staff: string): Promise<void> {
  for (const { name, value, revision } of await store.records('session:')) {
    if ((value as { staff: string }).staff !== staff) continue
    await store.writeRecord(name, revision, undefined)
  }
  const link = await store.record(`sign-in:${staff}`)
  if (link) await store.writeRecord(`sign-in:${staff}`, link.revision, undefined)
}
