import { SettingsError } from '../settings/problem.ts'
import { StoreUnavailableError } from '../store/port.ts'
import { RefusedByDesk } from './ask-desk.ts'
import { operatorProgram } from './program.ts'

/** The reason in one line where the operator can mend it; the whole fault otherwise. */
function fail(error: unknown): void {
  const known = [SettingsError, StoreUnavailableError, RefusedByDesk]
  console.error(known.some((kind) => error instanceof kind) ? (error as Error).message : error)
  process.exitCode = 1
}

operatorProgram().parseAsync().catch(fail)
