import type { DangerKind } from './danger.ts'
import type { Because, Level } from './ticket.ts'

/** A danger that words tell of. Where it is not `sure`, one question comes first. */
export type Danger = { kind: DangerKind; sure: boolean } & Because

/** Whom to call in the region of the desk, as it is dialled there. */
export type EmergencyNumbers = Readonly<
  Record<'fire' | 'police' | 'ambulance' | 'helpline' | 'fraud', string>
>

/** What follows from a danger: how grave it is, by its rule, and whom to call. `kinds` stand gravest first. */
export type Safety = {
  kinds: readonly { kind: DangerKind; level: Level; rule: string }[]
  numbers: EmergencyNumbers
}
