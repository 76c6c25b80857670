import { join } from 'node:path'
import { StoreUnavailableError } from '../port.ts'
import type { OpenFile } from './driver.ts'

/**
 * Makes this process the only one on the folder until the answer is called. The lock is the operating system's, held
 * by an open transaction: it ends with the process however that ends, so there is no stale lock to remove by hand.
 */
export function lockFolder(open: OpenFile, folder: string): () => void {
  const lock = open(join(folder, 'lock.db'), 0)
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw error
    throw new StoreUnavailableError(
      `store in ${folder}: another process of the desk is running on this folder; stop that one, or give this one another folder`,
    )
  }
  return () => lock.close()
}
