import type { FileRef, InboundMessage } from '../../domain/message.ts'
import type { Peer } from './peers.ts'

type Said = { peer: string; key: string; at: number; text?: string; press?: string }

/** What the platform tells as the desk takes it; `now`: what is dated later than that was said now. */
export function messageOf(
  { key, peer, at, text, press }: Said,
  around: { channel: string; before: Peer; now: number; file?: FileRef | undefined },
): InboundMessage {
  const { channel, before, now, file } = around
  const { until = 0, ...known } = before.known ?? {}
  return {
    key,
    channel,
    peer,
    at: Math.min(at, now),
    ...(text !== undefined && { text }),
    ...(press !== undefined && { press }),
    ...(file && { files: [file] }),
    ...(until > now && { known }),
  }
}
