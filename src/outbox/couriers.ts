import type { Channel } from '../channels/port.ts'
import { type CustomerAddress, channelAndPeer, conversationOf } from '../domain/actor.ts'
import type { MessageLetter } from '../domain/letter.ts'
import type { OutboundMessage } from '../domain/message.ts'
import type { Person } from '../domain/person.ts'
import type { Courier, Couriers } from './courier.ts'
import { handover, nowhere } from './handover.ts'
import { createStaffCourier, type StaffCourierParts } from './to-staff.ts'

export type CourierParts = StaffCourierParts & {
  channels: readonly Channel[]
  person(id: string): Person | undefined
  /** The rooms of a team: channel and the room's name there, the best first. */
  rooms(team: string): readonly { channel: string; room: string }[]
  toActor: Courier
  toWebhook: Courier
}

/** The couriers over the running channels. */
export function createCouriers(parts: CourierParts): Couriers {
  const toStaff = createStaffCourier(parts)
  return {
    actor: parts.toActor,
    webhook: parts.toWebhook,
    async customer(letter) {
      const to = letter.to as CustomerAddress
      const { message } = letter as MessageLetter
      const [name, peer] = channelAndPeer(to)
      const channel = parts.channels.find((one) => one.name === name)
      if (!channel) return nowhere(`no channel is named ${name}`)
      const talk = conversationOf(to)
      const pages = parts.channels.flatMap(({ readers }) => readers ?? [])
      for (const page of pages) page.wake(talk)
      // What he reads on the open page need not use up what his app may be sent.
      if (message.onPage && pages.some((page) => page.has(talk))) return { done: true }
      const whole = message.link ? await withLink(message, to, parts) : message
      return handover(await channel.send(peer, whole, letter.id))
    },
    staff(letter) {
      const { addresses = [] } = parts.person(letter.to.slice('staff:'.length)) ?? {}
      return toStaff(
        letter,
        addresses.map(({ channel, peer }) => ({ channel, peer, isRoom: false })),
      )
    },
    team(letter) {
      const rooms = parts.rooms(letter.to.slice('team:'.length))
      return toStaff(
        letter,
        rooms.map(({ channel, room }) => ({ channel, peer: room, isRoom: true })),
      )
    },
  }
}

async function withLink(
  message: OutboundMessage,
  to: CustomerAddress,
  { channels }: CourierParts,
): Promise<OutboundMessage> {
  const pages = channels.find(({ privateLink }) => privateLink)
  const link = await pages?.privateLink?.(to)
  return link ? { ...message, text: `${message.text}\n${link}` } : message
}
