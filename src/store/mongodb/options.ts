import type { ActorId } from '../../domain/actor.ts'
import type { Forms } from './forms.ts'
import type { Migrating } from './migrate.ts'

export type MongoOptions = {
  /** Told of a record over 64 KB. */
  onLarge?(actor: ActorId, bytes: number): void
  /** The lowest score that counts as satisfied; 4 where absent. */
  satisfiedFrom?: number
  /** How long settlements may wait for another write of their actor, in ms; 20 where absent. */
  restMs?: number | undefined
  /** Told now and then while what older desks wrote is rewritten. */
  onMigrating?(progress: Migrating): void
  /** The forms of documents it knows; those of this version where absent. */
  forms?: Forms
}
