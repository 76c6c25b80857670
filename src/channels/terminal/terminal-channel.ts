import type { LetterId } from '../../domain/letter.ts'
import type { OutboundMessage } from '../../domain/message.ts'
import type { Channel } from '../port.ts'

/**
 * Somebody on the terminal hears something. `to` as people write it: `customer:li`, `staff:wang`, `team:service`, and
 * `customer:web/li` for who is played as a visitor of the web page.
 */
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
    teamRoom: (team) => team,
    health: () => ({ ok: true }),
    stop: () => Promise.resolve(),
  }
}

/** Visitors of the web page as a program plays them; the staff sit at the terminal, so rooms hear nothing here. */
export function createPlayedPage(deliver: (delivery: Delivery) => void): Channel {
  const terminal = createTerminalChannel(deliver)
  return {
    ...terminal,
    name: 'web',
    send: (peer, message, letter) => terminal.send(`web/${peer}`, message, letter),
    sendToRoom: () => Promise.resolve({ ok: true, via: 'page' }),
  }
}
