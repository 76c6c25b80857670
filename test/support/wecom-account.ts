import type { WecomKfChannel } from '../../src/channels/wecom-kf/account.ts'
import { createWecomKfChannel } from '../../src/channels/wecom-kf/wecom-kf-channel.ts'
import type { VirtualClock } from '../../src/clock/virtual.ts'
import { voice } from './bench-voice.ts'
import { type Entry, fakeWecom, type SentByKf } from './fake-wecom.ts'
import { type Account, choiceId, readChoices, readJoined, type Shown } from './play-on-account.ts'
import { entry } from './wecom-bench.ts'

/** What stands before answers that waited. */
const answered = voice.say({ key: 'channels.wecom-kf.answered' }, voice.locale)

/** A 微信客服 for dialogues. */
export async function wecomAccount(clock: VirtualClock): Promise<Account> {
  const wecom = await fakeWecom(clock)
  let channel: WecomKfChannel
  let routes: ReturnType<WecomKfChannel['routes']>
  let ids = 0

  async function tell(person: string, content: Entry): Promise<void> {
    wecom.arrives(entry(person, content))
    await routes.request(wecom.callback())
    await channel.pulled()
  }
  const says = (person: string, content: string, more: Entry = {}) =>
    tell(person, { msgtype: 'text', text: { content, ...more } })

  return {
    channel(makings) {
      channel = createWecomKfChannel({ ...makings, account: wecom.account })
      routes = channel.routes()
      return channel
    },
    says: (person, content) => says(person, content),
    presses: (person, { id, label }) => says(person, label, { menu_id: id }),
    sends(person, file) {
      const media_id = `media-${++ids}`
      wecom.media.set(media_id, file)
      const msgtype = file.type.startsWith('audio/') ? 'voice' : 'image'
      return tell(person, { msgtype, [msgtype]: { media_id } })
    },
    waves: (person) => tell(person, { msgtype: 'sticker' }),
    onShown(show) {
      wecom.onSent = (message) => show(message.touser ?? '', shownOf(message))
    },
    [Symbol.asyncDispose]: () => wecom[Symbol.asyncDispose](),
  }
}

type Menu = { head_content: string; list: { click: { id: string; content: string } }[] }

function shownOf({ text, msgmenu, msgtype }: SentByKf): Shown {
  if (msgmenu) {
    const { head_content, list } = msgmenu as Menu
    const buttons = list.map(({ click }) => choiceId('press', click.id, click.content))
    return { text: head_content, buttons }
  }
  const { content } = (text as { content: string } | undefined) ?? { content: `[${msgtype}]` }
  return content.startsWith(answered) ? readJoined(content) : readChoices(content)
}
