import type { LetterId } from '../../domain/letter.ts'
import type { FileRef, InboundMessage } from '../../domain/message.ts'
import { spanMs } from '../../domain/span.ts'
import type { Receive } from '../port.ts'
import { channelName, type TelegramSettings } from './account.ts'
import type { Bot } from './bot.ts'
import { failureOf } from './failure.ts'
import { fetchMedia } from './media.ts'
import { wordsOfOffer } from './menus.ts'
import type { OwnWords } from './own-words.ts'
import type { Peers } from './peers.ts'
import type { Presses } from './presses.ts'
import type { Incoming } from './read-update.ts'

type HearParts = Pick<TelegramSettings, 'clock' | 'policy' | 'store' | 'staff' | 'onProblem'> & {
  bot: Bot
  words: OwnWords
  presses: Presses
  peers: Peers
  receive: Receive
  /** The letter that was shown as this message of a chat. */
  letterOf(chat: string, shown: number): Promise<LetterId | undefined>
}

type Of<K extends Incoming['kind']> = Incoming & { kind: K }

/** Takes in what the platform tells. Resolves once everything is kept; throws where nothing was: "try again". */
export function createHearing(parts: HearParts) {
  const { clock, policy, peers, receive, staff, words } = parts

  return async function hear(incoming: Incoming): Promise<void> {
    switch (incoming.kind) {
      case 'said':
        return said(incoming)
      case 'pressed':
        return pressed(incoming)
      case 'came':
        return came(incoming)
      case 'edited':
        return words.tellOfEdits(incoming)
      case 'unreadable':
        return words.tell(incoming, ['unreadable'])
      case 'brought':
        return words.tell(incoming, ['brought'])
      case 'moved':
        return staff.moved(incoming.chat, incoming.to)
    }
  }

  async function said(incoming: Of<'said'>): Promise<void> {
    const { media, group, peer, replyTo, chat } = incoming
    // A group's pictures are its own business, but for what colleagues add to a case.
    const wanted = media && (!group || (staff.has(peer) && replyTo !== undefined))
    const fetched = wanted ? await fetchMedia(media, { ...parts, largest: largest() }) : undefined
    const file = fetched && 'file' in fetched ? fetched.file : undefined
    const text = textOf(incoming, parts)
    if (text !== undefined || file) {
      const letter = replyTo === undefined ? undefined : await parts.letterOf(chat, replyTo)
      await receive({
        ...(await envelope(incoming)),
        ...(text !== undefined && { text }),
        ...(file && { files: [file] satisfies FileRef[] }),
        ...(letter !== undefined && { replyTo: letter }),
      })
    }
    if (fetched && 'lost' in fetched) await words.tell(incoming, [`lost.${lostKeys[fetched.lost]}`])
  }

  function largest(): number {
    return policy.limits.fileSize.value
  }

  async function pressed(incoming: Of<'pressed'>): Promise<void> {
    const press = await parts.presses.idOf(incoming.data)
    if (press === undefined) return answer(incoming, 'over')
    const { chat, message } = incoming
    const letter = message === undefined ? undefined : await parts.letterOf(chat, message)
    const receipt = await receive({
      ...(await envelope(incoming)),
      press,
      ...(letter !== undefined && { replyTo: letter }),
    })
    return answer(incoming, receipt === 'stranger' ? 'notYours' : undefined)
  }

  /** The sign that waits on the button goes away, whatever came of it. */
  async function answer({ id, locale }: Of<'pressed'>, key?: string): Promise<void> {
    const shown = key && { text: words.say(key, locale), show_alert: true }
    try {
      await parts.bot.call('answerCallbackQuery', { callback_query_id: id, ...shown })
    } catch (error) {
      // A press from before the last start is too old to be answered.
      const { code } = failureOf(error)
      if (code !== 400) parts.onProblem?.(`telegram did not take the answer to a press: ${code}`)
    }
  }

  async function came(incoming: Of<'came'>): Promise<void> {
    const { peer, known, code } = incoming
    const text = code === undefined ? '/help' : `/pair ${code}`
    if (code !== undefined || staff.has(peer)) {
      await receive({ ...(await envelope(incoming)), text })
      return
    }
    const until = clock.now() + spanMs(policy.telegram.broughtAlong.within)
    if (known) await peers.write(peer, { known, until })
    const about = [...(known?.order ? ['order'] : []), ...(known?.shop ? ['shop'] : [])]
    return words.tell(incoming, ['welcome', ...about], known)
  }

  async function envelope({ update, peer, chat, group, at, locale }: Incoming) {
    const known = group ? undefined : await peers.known(peer, clock.now())
    return {
      key: `${parts.bot.known().id}:${update}`,
      channel: channelName,
      peer,
      at: Math.min(at, clock.now()),
      ...(group && { room: chat }),
      ...(locale && { locale }),
      ...(known && { known }),
    } satisfies InboundMessage
  }
}

/** What a customer picks in the menu of commands is said in words. */
function textOf(
  { text, group, peer, locale }: Of<'said'>,
  { staff, words }: Pick<HearParts, 'staff' | 'words'>,
): string | undefined {
  const offer = group || staff.has(peer) ? undefined : wordsOfOffer(text)
  return offer === undefined ? text : words.say(offer, locale)
}

const lostKeys = {
  'too large': 'large',
  'not there': 'gone',
  'not readable': 'unreadable',
} as const
