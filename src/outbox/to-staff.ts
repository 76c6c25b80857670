import type { Channel, SendOutcome } from '../channels/port.ts'
import type { Clock } from '../clock/port.ts'
import type { Letter, LetterId, MessageLetter } from '../domain/letter.ts'
import type { OutboundMessage } from '../domain/message.ts'
import type { Handover } from './courier.ts'
import { handover, nowhere } from './handover.ts'
import { type Alert, RoomPace } from './room-pace.ts'

/** Where staff read: a room, or where one of them is alone with the bot. */
export type Place = { channel: string; peer: string; isRoom: boolean }

export type StaffCourierParts = {
  channels: readonly Channel[]
  clock: Clock
  /** Many alerts as one message, as many of them as fit into `length` characters. */
  list(
    alerts: readonly Alert[],
    length: number,
  ): { alerts: readonly Alert[]; message: OutboundMessage }
  /** A place did not take an alert, and another one did. */
  onFault(where: string, error: unknown): void
}

/** Letters on their way of which it is remembered where they have been shown. */
const remembered = 1_000

/** The longest list, in characters, where the channel sets no limit. */
const longestList = 2_000

/**
 * Hands an alert to the places of a person or a team: to each page of the desk, and of the others to the first that takes
 * it. What a page or a list has shown is not shown there again when the alert is tried again.
 */
export function createStaffCourier(parts: StaffCourierParts) {
  const { channels, clock } = parts
  const paces = new Map<string, RoomPace>()
  /** Letters that are not done, and where they have been shown. */
  const shown = new Map<LetterId, Set<string>>()

  return async function hand(letter: Letter, places: readonly Place[]): Promise<Handover> {
    const running = places.flatMap((place) => {
      const channel = channels.find(({ name }) => name === place.channel)
      return channel ? [{ ...place, channel }] : []
    })
    if (!running.length) return nowhere(`${letter.to} has no place on any running channel`)
    const pages = running.filter(({ channel }) => channel.readers)
    const others = running.filter(({ channel }) => !channel.readers)
    const results = await Promise.all(pages.map((page) => once(letter, page)))
    if (others.length) results.push(await toFirst(letter, others))
    const failed = results.filter((result) => !result.done)
    const result = failed.find(({ next }) => next === 'again') ?? failed[0] ?? { done: true }
    if (result.done || result.next === 'park') shown.delete(letter.id)
    return result
  }

  async function toFirst(letter: Letter, places: readonly RunningPlace[]): Promise<Handover> {
    const failures: (Handover & { done: false })[] = []
    for (const place of places) {
      const result = await once(letter, place)
      if (result.done) {
        for (const { kind, reason } of failures) parts.onFault('staff', `${kind}: ${reason}`)
        return result
      }
      // A room that asks for patience has it soon; that is no reason to go elsewhere, but for what cannot wait.
      if (result.kind === 'rate' && !isGrave(letter)) return result
      failures.push(result)
    }
    return failures.find(({ next }) => next === 'again') ?? failures[0]!
  }

  async function once(letter: Letter, place: RunningPlace): Promise<Handover> {
    const name = `${place.channel.name}/${place.peer}`
    const at = shown.get(letter.id) ?? new Set()
    if (at.has(name)) return { done: true }
    const result = await inTurn(letter as Letter & MessageLetter, place, name)
    if (result.done) shown.set(letter.id, at.add(name))
    // Whom another process took over is never done here.
    if (shown.size > remembered) shown.delete(shown.keys().next().value!)
    return result
  }

  async function inTurn(
    { id, message }: Letter & MessageLetter,
    place: RunningPlace,
    name: string,
  ): Promise<Handover> {
    const { roomPace, textLength = longestList } = place.channel.capabilities
    if (!roomPace || !place.isRoom) return handover(await send(place, message, id))
    const pace = paces.get(name) ?? new RoomPace(roomPace)
    paces.set(name, pace)
    if (pace.wasListed(id)) return { done: true }
    const next = pace.next({ letter: id, message }, clock.now())
    if ('wait' in next) {
      return { done: false, next: 'again', kind: 'rate', reason: name, retryAfter: next.wait }
    }
    const { alerts, message: words } =
      next.alerts.length === 1
        ? { alerts: next.alerts, message }
        : parts.list(next.alerts, textLength)
    const result = handover(await send(place, words, id))
    if (result.done) pace.went(alerts, { asked: id, now: clock.now() })
    return result
  }
}

function isGrave(letter: Letter): boolean {
  return 'message' in letter && letter.message.grave === true
}

type RunningPlace = Omit<Place, 'channel'> & { channel: Channel }

async function send(
  { channel, peer, isRoom }: RunningPlace,
  message: OutboundMessage,
  letter: LetterId,
): Promise<SendOutcome> {
  if (!isRoom) return channel.send(peer, message, letter)
  const outcome = await channel.sendToRoom?.(peer, message, letter)
  return outcome ?? { ok: false, kind: 'capability', reason: `${channel.name} has no rooms` }
}
