import type { TicketId } from '../../domain/actor.ts'
import type { OutboundMessage } from '../../domain/message.ts'
import type { TelegramSettings } from './account.ts'
import type { CardPlace, CardRecords } from './card-records.ts'
import { failureOf, isUnchanged } from './failure.ts'
import type { Sender } from './sender.ts'

type DrawParts = Pick<TelegramSettings, 'clock' | 'staff' | 'say' | 'locale' | 'onProblem'> & {
  sender: Sender
  records: CardRecords
}

/** A card is brought up to date so long after the news, in ms: what comes together is drawn once. */
const gather = 1_500

/** Draws anew what stands in chats already. */
export function createDrawing(parts: DrawParts) {
  const { clock, records, sender, staff } = parts
  const waiting = new Map<string, () => void>()
  let working: Promise<void> = Promise.resolve()

  async function refresh(place: CardPlace): Promise<void> {
    const { room, ticket } = place
    const card = await records.in(room, ticket)
    const live = card && (await staff.card(ticket, room))
    if (!live) return
    const isThere = await redraw(room, card.shown, live.message)
    await records.write(place, (now) => {
      if (!now || !isThere) return undefined
      const { ended, ...stays } = now
      return { ...stays, at: clock.now(), ...(live.ended && { ended: ended ?? clock.now() }) }
    })
  }

  /** False where there is nothing any more that could be drawn anew. Rejects where it may be tried again. */
  async function redraw(room: string, shown: number, message: OutboundMessage): Promise<boolean> {
    try {
      await sender.edit(room, shown, message)
      return true
    } catch (error) {
      const failure = failureOf(error)
      if (isUnchanged(failure)) return true
      if (failure.code === 400 || failure.code === 403) return false
      throw error
    }
  }

  return {
    /** The cards of a case are brought up to date soon, once for all that comes together. */
    async soon(ticket: TicketId): Promise<void> {
      for (const room of await records.rooms(ticket)) {
        const place = { room, ticket }
        const name = `${room} ${ticket}`
        waiting.get(name)?.()
        const cancel = clock.at(clock.now() + gather, () => {
          waiting.delete(name)
          const drawn = working.then(() => refresh(place))
          working = drawn.catch((error: unknown) =>
            parts.onProblem?.(`telegram could not draw a card anew: ${failureOf(error).code}`),
          )
        })
        waiting.set(name, cancel)
      }
    },
    /** What was shown of an erased case says only that. */
    async forget(ticket: TicketId, shown: readonly { chat: string; n: number }[]): Promise<void> {
      const text = parts.say({ key: 'channels.telegram.erased' }, parts.locale)
      for (const { chat, n } of shown) await redraw(chat, n, { text })
      for (const room of await records.rooms(ticket)) {
        await records.write({ room, ticket }, () => undefined)
      }
    },
    async stop(): Promise<void> {
      for (const cancel of waiting.values()) cancel()
      waiting.clear()
      await working
    },
  }
}
