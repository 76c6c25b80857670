import type { OutboundMessage } from '../../domain/message.ts'
import { plain } from '../wechat-core/show.ts'

/** A menu that is pressed. Its press renews nothing, so only questions whose answer ends the matter are asked with it. */
export function isMenu({ buttons = [] }: OutboundMessage): boolean {
  return buttons.length > 0 && buttons.every(({ id }) => id.startsWith('survey:'))
}

/** The body of a menu message. */
export function asMenu({ text, buttons = [] }: OutboundMessage) {
  return {
    head_content: plain(text),
    list: buttons.map(({ id, label }) => ({ id, content: plain(label) })),
    tail_content: '',
  }
}
