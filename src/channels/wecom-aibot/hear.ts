import { type LetterId, letterId } from '../../domain/letter.ts'
import type { FileRef } from '../../domain/message.ts'
import type { WecomAibotSettings } from './account.ts'
import { fetchMedia } from './media.ts'
import type { OwnWords } from './own-words.ts'
import type { Incoming } from './read-frame.ts'
import { envelopeOf, type Take } from './take.ts'

type HearParts = Pick<WecomAibotSettings, 'account' | 'clock' | 'policy' | 'store' | 'staff'> & {
  take: Take
  words: OwnWords
  pressed(press: Incoming & { kind: 'pressed' }): Promise<void>
}

type Words = Incoming & { kind: 'said' }

const waits = [500, 1_500]

/** Takes in what the platform tells; resolves when it is done with. */
export function createHearing({ clock, store, staff, take, words, ...parts }: HearParts) {
  const rules = {
    store,
    largest: parts.policy.limits.fileSize.value,
    isPlain: parts.account.url.startsWith('ws:'),
  }

  async function said(incoming: Words): Promise<void> {
    const { peer, group, media, text } = incoming
    const works = staff.has(peer)
    // What strangers send along is not even fetched.
    const files = works ? await filesOf(incoming) : []
    if (works && files.length < media.length) await words.tell(incoming, 'lost')
    const isEmpty = text === undefined && files.length === 0
    const receipt = isEmpty ? 'stranger' : await handOn(incoming, files)
    if (receipt === 'not kept') await words.tell(incoming, 'notKept')
    if (receipt === 'stranger' && !works && !group) await words.tellStranger(incoming)
  }

  async function handOn(incoming: Words, files: readonly FileRef[]) {
    const { text } = incoming
    const letter = await quotedLetter(incoming)
    const message = {
      ...envelopeOf(incoming, clock.now()),
      ...(text !== undefined && { text }),
      ...(files.length > 0 && { files }),
      ...(letter && { replyTo: letter }),
    }
    return take(message, waits)
  }

  async function filesOf({ media }: Words): Promise<FileRef[]> {
    const files = await Promise.all(media.map((one) => fetchMedia(one, rules)))
    return files.filter((file) => file !== undefined)
  }

  /** Words under a message of ours act on the case whose number stands in it. */
  async function quotedLetter({ quoted = '' }: Words): Promise<LetterId | undefined> {
    const [number, another] = new Set(quoted.match(/CP-\d{8}-\d{4,}/g))
    if (number === undefined || another !== undefined) return undefined
    const found = await store.ticket(number)
    return found && letterId(found.actor, 0, 0)
  }

  return async function hear(incoming: Incoming): Promise<void> {
    switch (incoming.kind) {
      case 'said':
        return said(incoming)
      case 'pressed':
        return parts.pressed(incoming)
      case 'came':
        return staff.has(incoming.peer) ? undefined : words.tellStranger(incoming)
      case 'unreadable':
        return staff.has(incoming.peer) ? words.tell(incoming, 'unreadable') : undefined
    }
  }
}
