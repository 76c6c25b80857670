import { loadDatabase } from '../../src/store/sqlite/driver.ts'

/** The driver that the store has on this Node, for a test that opens the same file beside it. */
export const Database = await loadDatabase()
