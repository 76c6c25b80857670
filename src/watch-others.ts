import type { Channel } from './channels/port.ts'
import type { Rooms } from './staff/rooms.ts'
import type { Roster } from './staff/roster.ts'
import type { Store } from './store/port.ts'

type Parts = {
  store: Store
  channels: readonly Channel[]
  roster: Roster
  rooms: Rooms
  onFault(where: string, error: unknown): void
}

/**
 * Where several processes share the store: what another one writes wakes the pages that are open here, and people and
 * rooms are known as they are now. `undefined` where there is one process.
 */
export function watchOthers(parts: Parts): { close(): Promise<void> } | undefined {
  const { store, channels, roster, rooms, onFault } = parts
  let closed = false
  // What was asked of the store as it closed has nobody to answer to.
  const fault = (error: unknown) => {
    if (!closed) onFault('store', error)
  }
  const refresh = (record: string) =>
    (record.startsWith('person:') ? roster.refresh() : rooms.refresh()).catch(fault)
  const watch = store.watch?.({
    holds: (actor) => channels.some(({ readers }) => readers?.has(actor)),
    *actors() {
      for (const { readers } of channels) if (readers) yield* readers.all()
    },
    records: ['person:', 'room:'],
    changed: (what) => {
      if ('actor' in what) for (const { readers } of channels) readers?.wake(what.actor)
      else void refresh(what.record)
    },
    onFault: fault,
  })
  if (!watch) return undefined
  return {
    close() {
      closed = true
      return watch.close()
    },
  }
}
