import type { Channel } from '../channels/port.ts'
import { type CustomerAddress, channelAndPeer } from '../domain/actor.ts'
import type { MessageLetter } from '../domain/letter.ts'
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
}

/** The couriers over the running channels. */
export function createCouriers(parts: CourierParts): Couriers {
  const toStaff = createStaffCourier(parts)
  return {
    actor: parts.toActor,
    async customer(letter) {
      const [name, peer] = channelAndPeer(letter.to as CustomerAddress)
      const channel = parts.channels.find((one) => one.name === name)
      if (!channel) return nowhere(`no channel is named ${name}`)
      return handover(await channel.send(peer, (letter as MessageLetter).message, letter.id))
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
