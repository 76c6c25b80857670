import type { ActorId } from './domain/actor.ts'
import { type CustomerAddress, channelAndPeer, conversationOf } from './domain/actor.ts'
import type { Letter, LetterId, MessageLetter, NewLetter } from './domain/letter.ts'
import type { OutboundMessage } from './domain/message.ts'
import type { Hindrance, Instead, Undelivered } from './domain/undelivered.ts'
import { missedEvent } from './inbox/missed.ts'
import type { Notices } from './notices.ts'

type Parts = {
  notices: Pick<Notices, 'parked' | 'unheard'>
  post(letters: readonly NewLetter[]): Promise<void>
  /** Gives an actor an event, once for each key. */
  hand(actor: ActorId, event: { type: string }, key: string): Promise<unknown>
  onFault(where: string, error: unknown): void
}

type Missed = { message: OutboundMessage; kind: Hindrance; instead: Instead }

/** Who hears that a letter has not reached its reader. */
export function createTelling({ notices, post, hand, onFault }: Parts) {
  /** Words for teams that go on being tried, and that others have been told already. */
  const passedOn = new Set<LetterId>()

  /** What none of their places takes the next circle hears, once. */
  async function unheard(letter: Letter & MessageLetter, why: Undelivered, instead: Instead) {
    const isTold = passedOn.has(letter.id)
    if (instead === 'tried') passedOn.add(letter.id)
    else passedOn.delete(letter.id)
    if (isTold) return
    const alert = await notices.unheard(letter, why)
    if (alert) await post([alert])
    else onFault('staff', `nobody could be told: ${why.kind}: ${why.reason}`)
  }

  async function missed(letter: LetterId, to: CustomerAddress, what: Missed): Promise<void> {
    const { message, kind, instead } = what
    const event = missedEvent(message, { channel: channelAndPeer(to)[0], kind, instead })
    if (event) await hand(conversationOf(to), event, `${instead}:${letter}`)
  }

  return {
    missed,
    /** Staff hear of a letter that was given up; who looks after the customer, of words that have not reached him. */
    async undelivered(letter: Letter, why: Undelivered, instead: Instead): Promise<void> {
      const isWords = 'message' in letter
      // What was for one person alone is for no room.
      if (isWords && letter.to.startsWith('team:')) return unheard(letter, why, instead)
      if (instead === 'kept') await post([notices.parked(letter, why)])
      if (!isWords || !letter.to.startsWith('customer:')) return
      const { message } = letter
      await missed(letter.id, letter.to as CustomerAddress, { message, kind: why.kind, instead })
    },
  }
}
