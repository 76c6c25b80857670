import type { StaffAddress, TeamAddress } from '../domain/actor.ts'
import type { Concerned } from '../domain/fairness.ts'

/** What the step asks of the roster, as it is now. */
export type StaffTools = {
  /** The members of staff whom a customer's words name; `later`: words about a case that is there already. */
  named(text: string, later: boolean): readonly Concerned[]
  /** Whether every place an alert goes to tells when somebody has seen it. */
  tellsSeen(to: TeamAddress | StaffAddress): boolean
  /** Where an alert goes that some must not read. */
  route(to: TeamAddress | StaffAddress, keepFrom: readonly string[]): TeamAddress | StaffAddress
}
