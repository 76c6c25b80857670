import { z } from 'zod'
import type { ActorId } from '../domain/actor.ts'
import type { Line } from '../domain/commit.ts'
import { senderOf } from '../domain/letter.ts'
import { may, type Person } from '../domain/person.ts'
import type { DeskRoom } from './desk-rooms.ts'
import type { ConsoleSettings } from './port.ts'

/** How far a page that is looked at has shown its room: the running number of the last line. */
export const shownUpTo = z.object({ line: z.number().int().positive() })

/** Readers whose last line is remembered, so that what was told is not looked up again. */
const remembered = 10_000
/** Lines that are looked back over, however many have come meanwhile. */
const lookedBack = 200

type Shown = { person: Person; room: DeskRoom; line: number; hides(line: Line): boolean }

/** Tells of each actor whose lines somebody has seen, and when the last of them was sent. Who only audits is nobody who acts on it. */
export function createStaffSight({ store, onStaffSight }: ConsoleSettings) {
  let told = new Map<string, number>()
  return async function see({ person, room, line, hides }: Shown): Promise<void> {
    if (!may(person, 'agent', 'handler', 'approver', 'supervisor', 'manager', 'admin')) return
    const reader = `${person.id} ${room.id}`
    const after = Math.max(told.get(reader) ?? 0, line - lookedBack)
    if (line <= after) return
    if (told.size >= remembered) told = new Map()
    told.set(reader, line)
    const seen = new Map<ActorId, number>()
    for (const shown of await store.lines(room.id, after, line - after)) {
      const sender = shown.letter && senderOf(shown.letter)
      if (sender && !hides(shown)) seen.set(sender, shown.at)
    }
    for (const [actor, at] of seen) {
      if (actor.startsWith('ticket:') || actor.startsWith('conversation:'))
        onStaffSight?.(actor, at)
    }
  }
}
