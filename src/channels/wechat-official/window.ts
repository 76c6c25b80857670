import type { Policy } from '../../domain/policy.ts'
import { spanMs } from '../../domain/span.ts'
import type { Peer } from './peers.ts'

type Rules = Policy['wechatOfficial']

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
  const came = now - (peer.cameAt ?? 0) < spanMs(rules.shortWindow.within)
  if (came && cameUsed < rules.shortMessages.value) {
    return { peer: { ...peer, cameUsed: cameUsed + 1 } }
  }
  if (now - (peer.spokeAt ?? 0) >= spanMs(rules.window.within)) return { refused: 'window closed' }
  const limit = rules.messages.value - (isReminder ? rules.keptBack.value : 0)
  return peer.used < limit ? { peer: { ...peer, used: peer.used + 1 } } : { refused: 'quota' }
}

/** What the platform's answer says of the count: its word holds, not ours. */
export function corrected(peer: Peer, errcode: number, rules: Rules): Peer {
  switch (errcode) {
    case 45015: {
      const { spokeAt: _, cameAt: __, ...stays } = peer
      return stays
    }
    case 45047:
      return { ...peer, used: rules.messages.value, cameUsed: rules.shortMessages.value }
    case 43004:
      return { ...peer, left: true }
    default:
      // Nothing went out, so nothing was used.
      return { ...peer, used: Math.max(0, peer.used - 1) }
  }
}
