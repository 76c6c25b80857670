import type { Channel, SendOutcome } from '../channels/port.ts'
import { type CustomerAddress, channelAndPeer } from '../domain/actor.ts'
import type { Letter, MessageLetter } from '../domain/letter.ts'
import type { Person } from '../domain/person.ts'
import type { Hindrance } from '../domain/undelivered.ts'
import type { Courier, Couriers, Handover } from './courier.ts'

export type CourierParts = {
  channels: readonly Channel[]
  person(id: string): Person | undefined
  /** The rooms of a team: channel and the room's name there. */
  rooms(team: string): readonly { channel: string; room: string }[]
  toActor: Courier
}

/** What passes by itself; nothing else is mended by trying again. */
const passing: readonly Hindrance[] = ['rate', 'offline']

/** The couriers over the running channels. */
export function createCouriers(parts: CourierParts): Couriers {
  const channel = (name: string) => parts.channels.find((candidate) => candidate.name === name)

  async function toPeer(name: string, peer: string, letter: Letter): Promise<Handover> {
    const found = channel(name)
    if (!found) return nowhere(`no channel is named ${name}`)
    return handover(await found.send(peer, (letter as MessageLetter).message, letter.id))
  }

  return {
    actor: parts.toActor,
    customer: (letter) => {
      const [name, peer] = channelAndPeer(letter.to as CustomerAddress)
      return toPeer(name, peer, letter)
    },
    async staff(letter) {
      const id = letter.to.slice('staff:'.length)
      const reachable = parts.person(id)?.addresses.filter(({ channel: name }) => channel(name))
      if (!reachable?.length) {
        return nowhere(`${id} has no address on any running channel`)
      }
      return all(reachable.map(({ channel: name, peer }) => toPeer(name, peer, letter)))
    },
    async team(letter) {
      const rooms = parts.rooms(letter.to.slice('team:'.length))
      if (!rooms.length) return nowhere(`${letter.to} has no room`)
      return all(
        rooms.map(async ({ channel: name, room }) => {
          const outcome = await channel(name)?.sendToRoom?.(
            room,
            (letter as MessageLetter).message,
            letter.id,
          )
          return handover(
            outcome ?? { ok: false, kind: 'capability', reason: `${name} has no rooms` },
          )
        }),
      )
    },
  }
}

function handover(outcome: SendOutcome): Handover {
  if (outcome.ok) return { done: true }
  const { kind, reason, instead, retryAfter } = outcome
  const next = instead ?? (passing.includes(kind) ? 'again' : 'park')
  return { done: false, next, kind, reason, ...(retryAfter === undefined ? {} : { retryAfter }) }
}

function nowhere(reason: string): Handover {
  return { done: false, next: 'park', kind: 'no address', reason }
}

/** Delivered when every address has it; a repeat for those who had it is what a letter's id is for. */
async function all(handovers: readonly Promise<Handover>[]): Promise<Handover> {
  const results = await Promise.all(handovers)
  const later = results.find((result) => !result.done && result.next === 'again')
  return later ?? results.find((result) => result.done) ?? results[0]!
}
