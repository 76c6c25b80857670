import type { InboundMessage } from '../../domain/message.ts'
import { pause } from '../pause.ts'
import type { Receipt, Receive } from '../port.ts'
import { channelName, type WecomAibotSettings } from './account.ts'
import type { Incoming } from './read-frame.ts'

/** Gives the desk a message; `not kept` where it could not be kept however often it was tried, after `waits` (ms) each. */
export type Take = (
  message: InboundMessage,
  waits: readonly number[],
) => Promise<Receipt | 'not kept'>

type TakeParts = Pick<WecomAibotSettings, 'clock' | 'onProblem'> & {
  receive: Receive
  stopping: AbortSignal
}

/** The platform brings nothing twice: what could not be kept is tried again here. */
export function createTaking({ clock, receive, stopping, onProblem }: TakeParts): Take {
  return async function take(message, waits) {
    for (const wait of [...waits, undefined]) {
      try {
        return await receive(message)
      } catch (error) {
        const name = error instanceof Error ? error.name : 'fault'
        onProblem?.(`wecom-aibot could not keep a message: ${name}`)
        if (wait !== undefined) await pause(clock, wait, stopping)
      }
    }
    return 'not kept'
  }
}

/** Who did it, where and when. */
export function envelopeOf({ key, peer, chat, group, at }: Incoming, now: number): InboundMessage {
  return {
    key,
    channel: channelName,
    peer,
    at: Math.min(at ?? now, now),
    ...(group && { room: chat }),
  }
}
