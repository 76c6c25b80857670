import type { ActorId } from '../domain/actor.ts'
import type { Letter } from '../domain/letter.ts'
import type { Loop } from '../engine/loop.ts'
import type { Store } from '../store/port.ts'

/**
 * Carries a number and a code that a customer names to the ticket of that number, which judges the code; where there is
 * none the conversation hears the same as for a wrong code. A second delivery changes nothing.
 */
export async function findByNumber(
  letter: Letter,
  { store, loop, hash }: { store: Store; loop: Loop; hash(typed: string): string },
): Promise<void> {
  const number = letter.to.slice('number:'.length)
  const { code } = ('event' in letter ? letter.event : {}) as { code?: string }
  const found = await store.ticket(number)
  // Both ways cost the same.
  const hashed = hash(code ?? '')
  if (found)
    return take(loop, found.actor, {
      ...letter,
      event: { type: 'customer.asked to follow', hash: hashed } as Event,
    })
  // Whom a conversation hears from has to be another than itself: its own letters are its timers.
  const from = letter.to as ActorId
  await take(loop, letter.from, {
    ...letter,
    from,
    event: { type: 'ticket.unknown', number } as Event,
  })
}

type Event = { type: string }

async function take(loop: Loop, actor: ActorId, letter: Letter & { event: Event }): Promise<void> {
  await loop.take(actor, { type: 'letter', letter })
}
