import type { Choice } from '../../domain/effect.ts'
import type { TicketView } from '../../domain/ticket.ts'
import { cardWordings } from '../../reports/card.ts'
import { answer, type Command, type Outcome } from './command.ts'
import { everybody } from './rights.ts'

/** Everything about the ticket that fits on a card. */
export const card: Command = {
  name: 'card',
  words: ['show', 'view', 'detail', '详情', '卡片', '查看', '看', '工单详情'],
  group: 'look',
  roles: everybody,
  on: 'ticket',
  numbers: 'ticket',
  async run(call, { readTicket, roster, catalog }): Promise<Outcome> {
    const ticket = call.ticket!
    const read = await readTicket(ticket.actor)
    if (!read) return answer({ key: 'desk.refuse.gone', values: { number: ticket.view.number } })
    const texts = cardWordings(read.view, read.detail, {
      now: call.now,
      catalog,
      nameOf: (id) => roster.nameOf(id),
      inRoom: call.room !== undefined,
    })
    return {
      kind: 'answer',
      answer: { texts, choices: cardChoices(ticket.view), about: ticket.actor },
    }
  },
}

/** What can be done with the case by a press. */
export function cardChoices({ number, state, owner }: TicketView): readonly Choice[] {
  const useful = [
    ...(owner === null && state === 'received' ? ['take'] : []),
    ...(state === 'awaiting approval' ? ['approve'] : []),
    ...(state === 'implementing' ? ['done'] : []),
    'history',
    'reveal',
  ]
  return useful.map((name) => ({
    id: `/${name} ${number}`,
    label: { key: `desk.button.${name}` },
  }))
}
