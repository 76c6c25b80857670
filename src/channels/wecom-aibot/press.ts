import type { TicketId } from '../../domain/actor.ts'
import { senderOf } from '../../domain/letter.ts'
import type { WecomAibotSettings } from './account.ts'
import { cardOf, type Face, facedAnew } from './card.ts'
import { type Line, LineDownError, RefusedError } from './line.ts'
import type { Incoming } from './read-frame.ts'
import type { Shown, ShownCards } from './shown.ts'
import { envelopeOf, type Take } from './take.ts'

type PressParts = Pick<WecomAibotSettings, 'clock' | 'staff' | 'onProblem'> & {
  line: Line
  shown: ShownCards
  take: Take
  /** Words of the bot itself. */
  say(key: string): string
}

type Press = Incoming & { kind: 'pressed' }

/** A card may be drawn anew for 5 seconds after the press. */
const waits = [500]

/** Who presses a button of a card is checked each time; then the card shows how things stand. */
export function createPressing({ clock, line, shown, staff, take, say, ...parts }: PressParts) {
  /** The card of a case as it stands after the press; any other stays what it was. */
  async function faceNow(card: Shown): Promise<Face> {
    const about = card.about ?? senderOf(card.letter)
    const isCase = about.startsWith('ticket:')
    const live = isCase ? await staff.card(about as TicketId, card.chat) : undefined
    return live ? facedAnew(live.message) : card.face
  }

  async function draw(
    { task, req, peer }: Press,
    face: Face,
    { note, only = false }: { note?: 'notYours' | 'notKept'; only?: boolean } = {},
  ): Promise<void> {
    const card = cardOf(face, { task, ...(note && { note: say(note) }) })
    try {
      await line.update(req, card, only ? [peer] : undefined)
    } catch (error) {
      if (!(error instanceof LineDownError || error instanceof RefusedError)) throw error
      parts.onProblem?.(`wecom-aibot: a card was not drawn anew: ${error.message}`)
    }
  }

  return async function pressed(press: Press): Promise<void> {
    const { task, button, peer, chat, group } = press
    const card = await shown.of(task)
    const isThere = card?.chat === chat && card.face.buttons.some(({ id }) => id === button)
    if (!card || !isThere) return draw(press, { title: say('over'), words: '', buttons: [] })
    // Alone with the bot nobody pairs by a press.
    if (!group && !staff.has(peer)) return draw(press, card.face, { note: 'notYours' })
    const message = { ...envelopeOf(press, clock.now()), press: button, replyTo: card.letter }
    const receipt = await take(message, waits)
    // The others see it as it was.
    if (receipt === 'stranger') return draw(press, card.face, { note: 'notYours', only: true })
    if (receipt === 'not kept') return draw(press, card.face, { note: 'notKept' })
    const face = await faceNow(card)
    if (face !== card.face) await shown.keep(task, { ...card, face, at: clock.now() })
    await draw(press, face)
  }
}
