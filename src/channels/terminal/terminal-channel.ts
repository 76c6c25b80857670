import type { LetterId } from '../../domain/letter.ts'
import type { OutboundMessage } from '../../domain/message.ts'
import type { Channel } from '../port.ts'

/** Somebody on the terminal hears something. `to` as people write it: `customer:li`, `staff:wang`, `team:service`. */
export type Delivery = { to: string; message: OutboundMessage; letter: LetterId }

/** Staff stand on the terminal under their id with this sign before it, customers under their name alone. */
const staffSign = '@'

export function staffPeer(id: string): string {
  return `${staffSign}${id}`
}

/** A channel of people at a keyboard, or of a program that plays them: everything said is handed to `deliver`. */
export function createTerminalChannel(deliver: (delivery: Delivery) => void): Channel {
  const hand = (to: string, message: OutboundMessage, letter: LetterId) => {
    deliver({ to, message, letter })
    return Promise.resolve({ ok: true as const, via: 'terminal' })
  }
  return {
    name: 'terminal',
    capabilities: { buttons: 'native', pushAfterWindow: 'free', groups: true },
    start: () => Promise.resolve(),
    send: (peer, message, letter) =>
      hand(
        peer.startsWith(staffSign) ? `staff:${peer.slice(1)}` : `customer:${peer}`,
        message,
        letter,
      ),
    sendToRoom: (room, message, letter) => hand(`team:${room}`, message, letter),
    health: () => ({ ok: true }),
    stop: () => Promise.resolve(),
  }
}
