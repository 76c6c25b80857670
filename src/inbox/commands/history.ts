import { historyWordings } from '../../reports/history-wording.ts'
import type { Command, Outcome } from './command.ts'
import { everybody } from './rights.ts'

const lastLines = 20
const mostLines = 100

/** What happened to the ticket: the last steps, or as many as asked for. */
export const history: Command = {
  name: 'history',
  words: ['log', '记录', '历史', '处理记录', '经过', '日志'],
  group: 'look',
  roles: everybody,
  on: 'ticket',
  numbers: 'ticket',
  async run(call, { store, roster }): Promise<Outcome> {
    const ticket = call.ticket!
    const asked = /^\d+$/.test(call.args) ? Math.min(Number(call.args), mostLines) : lastLines
    const lines = await store.lastLines(ticket.actor, asked)
    const texts = historyWordings(lines, (id) => roster.nameOf(id))
    const values = { number: ticket.view.number, n: texts.length }
    return {
      kind: 'answer',
      answer: {
        texts: [
          { key: texts.length === 0 ? 'desk.history.none' : 'desk.history.title', values },
          ...texts,
        ],
        about: ticket.actor,
      },
    }
  },
}
