import { StoreUnavailableError } from '../port.ts'

/** What a person at the machine can do about it, by the code of SQLite or of the file system. */
const remedies: readonly [RegExp, string][] = [
  [
    /^(SQLITE_FULL|ENOSPC|EDQUOT)/,
    'the disk is full; free some space, the desk goes on by itself as soon as there is room',
  ],
  [
    /^SQLITE_(BUSY|LOCKED)/,
    'another program keeps the database locked; close it (a database browser, a backup), the desk goes on by itself',
  ],
  [
    /^SQLITE_(CORRUPT|NOTADB)/,
    'the database is damaged; stop the desk, keep a copy of the folder and restore the last backup',
  ],
  [
    /^(SQLITE_(READONLY|PERM|CANTOPEN|AUTH)|EACCES|EPERM|EROFS)/,
    'the database cannot be written; see who owns the folder and whether the disk is mounted read-only',
  ],
  [
    /^(ERR_)?(MODULE_NOT_FOUND|DLOPEN_FAILED)/,
    'the SQLite driver is missing, or was built for another Node; run "node src/prepare.mjs" where the desk is installed',
  ],
  [
    /^(SQLITE_IOERR|EIO|EMFILE|ENFILE)/,
    'the disk does not answer as it should; see the system log',
  ],
]

/** The error as callers know it: a fault of the database as `StoreUnavailableError`, anything else as it is. */
export function asStoreError(error: unknown, folder: string): unknown {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string' || error instanceof StoreUnavailableError) return error
  const remedy = remedies.find(([codes]) => codes.test(code))?.[1]
  if (!remedy) return error
  return new StoreUnavailableError(`store in ${folder}: ${remedy} (${code})`, { cause: error })
}
