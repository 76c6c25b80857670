import type { Known, OutboundMessage } from '../../domain/message.ts'
import type { Flush } from '../wechat-core/flush.ts'
import type { Peers, WaitingLetter } from '../wechat-core/peers.ts'
import { orAway, type Platform } from '../wechat-core/platform.ts'
import { fitting } from '../wechat-core/waiting.ts'
import type { WecomKfSettings } from './account.ts'
import { messageId } from './sender.ts'
import { asMenu, asPlainText } from './show-menu.ts'

/** How long a code answers its event, in ms (developer.work.weixin.qq.com/document/path/95122). */
const codeLasts = 20_000

type EventParts = Pick<WecomKfSettings, 'clock' | 'say' | 'locale' | 'onProblem'> & {
  platform: Platform
  peers: Peers
  flush: Flush
}

type Happened = { peer: string; key: string; at: number; code?: string }

/** The one message that the platform lets us say to an event: it costs nothing of what a customer's message pays for. */
export function createEventAnswers({
  platform,
  peers,
  flush,
  clock,
  onProblem,
  ...parts
}: EventParts) {
  const say = (name: string, values?: Record<string, string>) =>
    parts.say({ key: `channels.wecom-kf.${name}`, ...(values && { values }) }, parts.locale)

  async function answer({ key, at, code }: Happened, body: object): Promise<boolean> {
    if (code === undefined || clock.now() - at >= codeLasts) return false
    const call = { code, msgid: messageId(`event/${key}`), ...body }
    const { errcode } = await orAway(platform.call('/cgi-bin/kf/send_msg_on_event', call))
    if (errcode !== 0) onProblem?.(`wecom-kf: an event is not answered: ${errcode}`)
    return errcode === 0
  }

  return {
    /** He has opened the talk. */
    async welcome(event: Happened & { known?: Known }): Promise<void> {
      const { order, shop } = event.known ?? {}
      const lines = [
        say('welcome'),
        ...(order ? [say('order', { order })] : []),
        ...(shop ? [say('shop', { shop })] : []),
      ]
      await answer(event, asPlainText(lines.join('\n')))
    },
    /** The session is over: a question that waits is asked now, else what waits is said. */
    async ending(event: Happened): Promise<void> {
      const { waiting = [] } = await peers.get(event.peer)
      const last = lastWords(waiting, say('answered'))
      if (last && (await answer(event, last.body))) await flush.handOver(event.peer, last.letters)
    },
  }
}

function lastWords(
  waiting: readonly WaitingLetter[],
  before: string,
): { body: object; letters: readonly WaitingLetter[] } | undefined {
  const survey = waiting.find(({ menu }) => menu && isSurvey(menu))
  if (survey?.menu) {
    const letters = waiting.filter(({ letter }) => letter === survey.letter)
    return { body: asMenu(survey.menu), letters }
  }
  const { letters, text } = fitting(waiting, { before, more: '' })
  return letters.length ? { body: asPlainText(text), letters } : undefined
}

function isSurvey({ buttons = [] }: Pick<OutboundMessage, 'buttons'>): boolean {
  return buttons.every(({ id }) => id.startsWith('survey:'))
}
