import type { InboundMessage } from '../../domain/message.ts'
import { spanMs } from '../../domain/span.ts'
import { StoreUnavailableError } from '../../store/port.ts'
import { createLanes } from '../lanes.ts'
import { pause } from '../pause.ts'
import type { Receive } from '../port.ts'
import { channelName, type WechatySettings } from './account.ts'
import type { Message } from './library.ts'
import { keepFile } from './media.ts'
import { type Incoming, readMessage } from './read-message.ts'
import type { Sender } from './sender.ts'

type HearParts = Pick<
  WechatySettings,
  'clock' | 'policy' | 'store' | 'staff' | 'say' | 'locale' | 'onProblem'
> & {
  sender: Sender
  receive: Receive
}

/** Takes in what is said to the account. */
export type Hearing = {
  /** What was written long before this moment (epoch ms) is not answered. */
  begin(now: number): void
  /** Takes it for good, after what came before it in its talk. Never throws. */
  hear(message: Message, me: string): void
  /** Gives up what cannot be kept; resolves when nothing is in hand. */
  stop(): Promise<void>
}

/** WeChat brings nothing a second time: what the store cannot keep is offered to it again after so long (ms), doubled each time. */
const firstPause = 1_000
const longestPause = 30_000
/** How often a message that we cannot take for a reason of our own is tried: it would hold up its talk. */
const tries = 8

export function createHearing(parts: HearParts): Hearing {
  const { clock, policy, store, staff, sender, receive, onProblem } = parts
  const lanes = createLanes()
  const stopping = new AbortController()
  const inHand = new Set<Promise<void>>()
  let since = 0

  async function taken(incoming: Incoming, me: string): Promise<void> {
    switch (incoming.kind) {
      case 'said':
        return keep({ ...envelope(incoming, me), text: incoming.text })
      case 'unreadable':
        return answer(incoming, 'unreadable')
      case 'file':
        // A room's pictures are its own business.
        return incoming.isRoom ? undefined : file(incoming, me)
    }
  }

  async function file(incoming: Incoming & { kind: 'file' }, me: string): Promise<void> {
    const largest = policy.limits.fileSize.value
    const fetched = await again(() => keepFile(incoming, { store, largest }))
    if (!fetched) return
    if ('lost' in fetched) return answer(incoming, `lost.${lostKeys[fetched.lost]}`)
    return keep({ ...envelope(incoming, me), files: [fetched.file] })
  }

  async function keep(message: InboundMessage): Promise<void> {
    await again(() => receive(message))
  }

  /** Until it is done, or the desk stops; undefined where it never was. */
  async function again<T>(work: () => Promise<T>): Promise<T | undefined> {
    for (let failed = 0; ; failed++) {
      try {
        return await work()
      } catch (error) {
        const isAway = error instanceof StoreUnavailableError
        const isOver = stopping.signal.aborted || (!isAway && failed + 1 >= tries)
        if (isOver) {
          onProblem?.(`wechaty: a message could not be kept and is lost: ${nameOf(error)}`)
          return undefined
        }
        await pause(clock, Math.min(longestPause, firstPause * 2 ** failed), stopping.signal)
      }
    }
  }

  function envelope({ id, peer, chat, isRoom, at }: Incoming, me: string): InboundMessage {
    return {
      key: `${me}:${id}`,
      channel: channelName,
      peer,
      at: Math.min(at, clock.now()),
      ...(isRoom && { room: chat }),
    }
  }

  /** What the account says by itself, beside the talk: nothing hangs on its arriving. */
  async function answer({ peer, id }: Incoming, key: string): Promise<void> {
    const text = parts.say({ key: `channels.${channelName}.${key}` }, parts.locale)
    const to = { id: peer, isRoom: false, isStaff: staff.has(peer) }
    const outcome = await sender.send(to, { text }, `wechaty:${id}@0#0`)
    if (!outcome.ok) onProblem?.(`wechaty: an answer did not go out: ${outcome.kind}`)
  }

  return {
    begin(now) {
      since = now - spanMs(policy.wechaty.tooOld.within)
    },
    hear(message, me) {
      try {
        const incoming = readMessage(message, since)
        if (!incoming) return
        const work = lanes
          .inTurn(incoming.chat, () => taken(incoming, me))
          .catch((error: unknown) => onProblem?.(`wechaty: a message is lost: ${nameOf(error)}`))
          .finally(() => inHand.delete(work))
        inHand.add(work as Promise<void>)
      } catch (error) {
        onProblem?.(`wechaty brought a message that cannot be read: ${nameOf(error)}`)
      }
    },
    async stop() {
      stopping.abort()
      await Promise.allSettled(inHand)
    },
  }
}

const lostKeys = {
  'too large': 'large',
  'not there': 'gone',
  'not readable': 'unreadable',
} as const

/** A fault's message may hold what somebody said. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'fault'
}
