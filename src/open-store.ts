import { mkdirSync } from 'node:fs'
import { openMongo } from './store/mongodb/open.ts'
import type { MongoOptions } from './store/mongodb/options.ts'
import { type Store, StoreUnavailableError } from './store/port.ts'
import type { BackupReport } from './store/sqlite/backup.ts'
import { openSqlite } from './store/sqlite/open.ts'

/** Where everything durable lies: a folder of this machine, or a database that several processes share. */
export type StorePlace = {
  folder: string
  /** `uri`: the connection string of MongoDB. `restMs`: how long settlements may wait for company. */
  mongodb?: { uri: string; restMs?: number } | undefined
}

export type StoreOptions = Omit<Parameters<typeof openSqlite>[0], 'folder'> &
  Pick<MongoOptions, 'onMigrating'>

export type OpenedStore = {
  store: Store
  /** Copies everything into a folder that is not there yet, while writing goes on. */
  backup(to: string): Promise<BackupReport>
}

/** Opens the store the settings name. Throws `StoreUnavailableError` when it cannot be used, with what to do. */
export async function openStore(place: StorePlace, options: StoreOptions): Promise<OpenedStore> {
  const { folder, mongodb } = place
  if (mongodb) {
    // What belongs to this machine alone still lies there: how its commands find the running desk.
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const store = await openMongo(mongodb.uri, { ...options, restMs: mongodb.restMs })
    return { store, backup: refuseBackup }
  }
  const store = await openSqlite({ ...options, folder })
  return { store, backup: (to) => store.backup(to) }
}

/** A database server brings its own means, which see all of it at one moment. */
export async function refuseBackup(): Promise<never> {
  throw new StoreUnavailableError(
    'MONGODB_URI is set: a backup of MongoDB is made by its own tools (mongodump, or snapshots of the members); see docs/operating.md',
  )
}
