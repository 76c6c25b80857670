import type { Person } from '../domain/person.ts'
import type { PageEnv } from '../http/headers.ts'

/** What the desk's handlers find in their context: who is signed in. */
export type DeskEnv = { Variables: PageEnv['Variables'] & { person: Person } }
