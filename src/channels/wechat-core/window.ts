import type { Figure, Timed } from '../../domain/policy.ts'
import { spanMs } from '../../domain/span.ts'
import type { Peer } from './peers.ts'

/** How much may be said after a customer's message; and after a click, a scan or a follow, where that pays for anything. */
export type Rules = {
  window: Timed
  messages: Figure
  keptBack: Figure
  shortWindow?: Timed
  shortMessages?: Figure
}

/** The customer has written: everything we may say begins anew. The same message again changes nothing. */
export function afterWords(peer: Peer, { key, at }: { key: string; at: number }): Peer {
  if (peer.spokeKey === key || at < (peer.spokeAt ?? 0)) return peer
  const { left: _, ...stays } = peer
  return { ...stays, spokeAt: at, spokeKey: key, used: 0 }
}

/** He has clicked, scanned or followed: that pays for a few messages in a minute, and renews nothing else. */
export function afterComing(peer: Peer, at: number): Peer {
  const { left: _, ...stays } = peer
  return at <= (peer.cameAt ?? 0) ? stays : { ...stays, cameAt: at, cameUsed: 0 }
}

export type Booking = { peer: Peer } | { refused: 'window closed' | 'quota' | 'unreachable' }

/** Takes one message of what is left, the minute's first, for it is lost soonest. */
export function book(
  peer: Peer,
  rules: Rules,
  { now, isReminder }: { now: number; isReminder: boolean },
): Booking {
  if (peer.left) return { refused: 'unreachable' }
  const cameUsed = peer.cameUsed ?? 0
  const { shortWindow, shortMessages } = rules
  const came = shortWindow && now - (peer.cameAt ?? 0) < spanMs(shortWindow.within)
  if (came && cameUsed < (shortMessages?.value ?? 0)) {
    return { peer: { ...peer, cameUsed: cameUsed + 1 } }
  }
  if (now - (peer.spokeAt ?? 0) >= spanMs(rules.window.within)) return { refused: 'window closed' }
  const limit = rules.messages.value - (isReminder ? rules.keptBack.value : 0)
  return peer.used < limit ? { peer: { ...peer, used: peer.used + 1 } } : { refused: 'quota' }
}

/** What the platform's refusal says of the count; its word holds, not ours. */
export type Correction = 'closed' | 'used up' | 'left'

/** Corrected by what the platform says; where it says nothing of the count, nothing went out, so nothing was used. */
export function corrected(peer: Peer, by: Correction | undefined, rules: Rules): Peer {
  switch (by) {
    case 'closed': {
      const { spokeAt: _, cameAt: __, ...stays } = peer
      return stays
    }
    case 'used up':
      return { ...peer, used: rules.messages.value, cameUsed: rules.shortMessages?.value ?? 0 }
    case 'left':
      return { ...peer, left: true }
    default:
      return { ...peer, used: Math.max(0, peer.used - 1) }
  }
}
