import { reasonWording } from '../../domain/undelivered.ts'
import { answer, type Command, type Outcome } from './command.ts'
import { leaders } from './rights.ts'

const shown = 5

/** Letters that could not be delivered and wait for somebody to decide. */
export const parked: Command = {
  name: 'parked',
  words: ['undelivered', '未送达', '滞留', '滞留消息', '死信'],
  group: 'desk',
  roles: [...leaders, 'auditor'],
  on: 'nothing',
  numbers: 'ticket',
  async run(_call, { store }): Promise<Outcome> {
    const letters = await store.parked(shown + 1)
    if (letters.length === 0) return answer({ key: 'desk.parked.none' })
    const few = letters.slice(0, shown)
    const lines = few.map(({ to, reason, parkedAt, attempts }, n) => ({
      key: 'desk.parked.line',
      values: { n: n + 1, to, reason: reasonWording(reason), at: { time: parkedAt }, attempts },
    }))
    const more = letters.length > shown ? [{ key: 'desk.parked.more', values: { shown } }] : []
    const choices = few.map(({ id }, n) => ({
      id: `/resend ${id}`,
      label: { key: 'desk.button.resend', values: { n: n + 1 } },
    }))
    return {
      kind: 'answer',
      answer: { texts: [{ key: 'desk.parked.title' }, ...lines, ...more], choices },
    }
  },
}
