import type { WechatChannel } from '../../src/channels/wechat-official/account.ts'
import { createWechatChannel } from '../../src/channels/wechat-official/wechat-channel.ts'
import type { VirtualClock } from '../../src/clock/virtual.ts'
import { voice } from './bench-voice.ts'
import { fakeWechat, type SentByAccount } from './fake-wechat.ts'
import { type Account, choiceId, readChoices, readJoined, type Shown } from './play-on-account.ts'

/** What stands before answers that waited. */
const answered = voice.say({ key: 'channels.wechat-official.answered' }, voice.locale)

/** An official account for dialogues. `silent`: it has no right to write by itself. */
export async function wechatAccount(
  clock: VirtualClock,
  { silent = false }: { silent?: boolean } = {},
): Promise<Account> {
  const wechat = await fakeWechat(clock)
  if (silent) wechat.failAlways('/cgi-bin/message/custom/send', 48001)
  let routes: ReturnType<WechatChannel['routes']>
  let show: (person: string, shown: Shown) => void = () => {}
  let ids = 0
  /** Sent while the platform still hands over an answer: it is seen behind it. */
  const behind = new Map<string, (() => void)[]>()

  wechat.onSent = (message) => {
    const seen = () => show(message.touser, shownOf(message))
    const held = behind.get(message.touser)
    if (held) held.push(seen)
    else seen()
  }

  async function tell(person: string, fields: Record<string, string>): Promise<void> {
    const at = { FromUserName: person, CreateTime: Math.floor(clock.now() / 1000) }
    const request = wechat.request({ ...at, MsgId: `9${++ids}`, ...fields })
    behind.set(person, behind.get(person) ?? [])
    const reply = wechat.replyIn(await (await routes.request(request)).text())
    if (reply !== undefined) show(person, textShown(reply))
    for (const seen of behind.get(person) ?? []) seen()
    behind.delete(person)
  }

  return {
    channel(makings) {
      const channel = createWechatChannel({ ...makings, account: wechat.account })
      routes = channel.routes()
      return channel
    },
    says: (person, Content) => tell(person, { MsgType: 'text', Content }),
    presses: (person, { id, label }) =>
      tell(person, { MsgType: 'text', Content: label, bizmsgmenuid: id }),
    sends(person, file) {
      const MediaId = `media-${++ids}`
      wechat.media.set(MediaId, file)
      return tell(person, { MsgType: file.type.startsWith('audio/') ? 'voice' : 'image', MediaId })
    },
    waves: (person) => tell(person, { MsgType: 'sticker' }),
    onShown: (how) => {
      show = how
    },
    [Symbol.asyncDispose]: () => wechat[Symbol.asyncDispose](),
  }
}

type Menu = { head_content: string; list: { id: string; content: string }[] }

function shownOf({ text, msgmenu, msgtype }: SentByAccount): Shown {
  if (msgmenu) {
    const { head_content, list } = msgmenu as Menu
    const buttons = list.map(({ id, content }) => choiceId('press', id, content))
    return { text: head_content, buttons }
  }
  return textShown((text as { content: string } | undefined)?.content ?? `[${msgtype}]`)
}

function textShown(text: string): Shown {
  return text.startsWith(answered) ? readJoined(text) : readChoices(text)
}
