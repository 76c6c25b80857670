import type { OutboundMessage } from '../../domain/message.ts'
import { plain, sizeOf } from '../wechat-core/show.ts'

/** The platform's limits of a menu: entries, bytes of an entry or its id, bytes of the words above (document/path/94677). */
const most = { entries: 10, entry: 128, head: 1024 }

/** Whether the choices of a message can be shown as a menu; digits are typed for others. */
export function fitsMenu({ text, buttons = [] }: OutboundMessage): boolean {
  return (
    buttons.length > 0 &&
    buttons.length <= most.entries &&
    sizeOf(plain(text)) <= most.head &&
    buttons.every(({ id, label }) => sizeOf(id) <= most.entry && sizeOf(label) <= most.entry)
  )
}

/** The body of a menu message. */
export function asMenu({ text, buttons = [] }: Pick<OutboundMessage, 'text' | 'buttons'>) {
  const list = buttons.map(({ id, label }) => ({
    type: 'click',
    click: { id, content: plain(label) },
  }))
  return { msgtype: 'msgmenu', msgmenu: { head_content: plain(text), list } }
}

/** The body of a text message. */
export function asPlainText(content: string) {
  return { msgtype: 'text', text: { content } }
}
