import type { ActorId } from '../domain/actor.ts'
import { RecordTooLargeError } from './port.ts'

/** Bytes of a record that are worth a line in the log, and that are refused. */
const largeBytes = 64 * 1024
const tooLargeBytes = 512 * 1024

/** Tells of a record that is large. Throws `RecordTooLargeError` where no store takes it. */
export function weigh(
  actor: ActorId,
  record: string,
  onLarge: ((actor: ActorId, bytes: number) => void) | undefined,
): void {
  // No sign is more than three bytes for each of its units.
  if (record.length * 3 <= largeBytes) return
  const bytes = Buffer.byteLength(record)
  if (bytes > tooLargeBytes) {
    throw new RecordTooLargeError(
      `${actor} would keep ${bytes} bytes, ${tooLargeBytes} at most: a chart keeps facts and references, not texts`,
    )
  }
  if (bytes > largeBytes) onLarge?.(actor, bytes)
}
