import type { TemplateCard } from '@wecom/aibot-node-sdk'
import type { Button, OutboundMessage } from '../../domain/message.ts'

/** What a card has room for (developer.work.weixin.qq.com/document/path/101032): characters, buttons, bytes of a button's id. */
const room = { title: 26, note: 30, words: 112, buttons: 6, label: 10, id: 1024 }

/** Where a card without buttons leads to: the platform takes none that leads nowhere. */
const home = 'https://work.weixin.qq.com'

/** A card as it is shown, and drawn again when one of its buttons was pressed. */
export type Face = { title: string; words: string; buttons: readonly Button[] }

/** A message as a card, and what of it the card has no room for. */
export type Faced = { face: Face; whole: boolean; more: readonly Button[] }

/**
 * The message as a card with buttons. Not `whole`: its words do not fit and are to be sent beside it. `more`: what can be
 * done beyond its buttons, or with a label that had to be cut.
 */
export function faceOf({ text, buttons = [] }: OutboundMessage): Faced {
  const break_ = text.indexOf('\n')
  const title = break_ < 0 ? text : text.slice(0, break_)
  const words = break_ < 0 ? '' : text.slice(break_ + 1).trim()
  const whole = fits(title, room.title) && fits(words, room.words)
  const pressable = buttons
    .filter(({ id }, n) => isPressable(id) && buttons.findIndex((one) => one.id === id) === n)
    .slice(0, room.buttons)
  const more = buttons.filter((one) => !pressable.includes(one) || !fits(one.label, room.label))
  const face = {
    title: cut(title, room.title),
    words: whole ? words : '',
    buttons: pressable.map(({ id, label }) => ({ id, label: cut(label, room.label) })),
  }
  return { face, whole, more }
}

/** The card as it stands now, in the place of one that was shown: as much of its words as there is room for. */
export function facedAnew(message: OutboundMessage): Face {
  const { face, whole } = faceOf(message)
  const words = message.text.slice(message.text.indexOf('\n') + 1)
  return whole ? face : { ...face, words: cut(words, room.words) }
}

/** What the platform shows. `task`: the name of the card; `note`: a short word to who pressed. */
export function cardOf(face: Face, { task, note }: { task: string; note?: string }): TemplateCard {
  const shared = {
    main_title: { title: face.title, ...(note && { desc: cut(note, room.note) }) },
    ...(face.words && { sub_title_text: face.words }),
    task_id: task,
  }
  if (face.buttons.length === 0) {
    return { ...shared, card_type: 'text_notice', card_action: { type: 1, url: home } }
  }
  const list = face.buttons.map(({ id, label }, n) => ({
    text: label,
    key: id,
    style: n === 0 ? 1 : 2,
  }))
  return { ...shared, card_type: 'button_interaction', button_list: list }
}

function isPressable(id: string): boolean {
  return id !== '' && Buffer.byteLength(id) <= room.id
}

function fits(text: string, most: number): boolean {
  return [...text].length <= most
}

function cut(text: string, most: number): string {
  const signs = [...text]
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join('')}…`
}
