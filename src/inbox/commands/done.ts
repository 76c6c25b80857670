import type { Proposal } from '../../domain/ticket.ts'
import { type Command, order } from './command.ts'
import { refuseWords } from './refuse-words.ts'
import { workers } from './rights.ts'

/** The solution has been carried out; the words are for the customer. */
export const done: Command = {
  name: 'done',
  words: ['complete', 'finish', '办结', '完成', '已完成', '执行完毕', '处理完毕', '办妥'],
  group: 'solution',
  roles: workers,
  on: 'ticket',
  numbers: 'words',
  async run(call, { guard, readTicket }) {
    const { args: text, ticket } = call
    const read = await readTicket(ticket!.actor)
    const refused = refuseWords(text, guard, agreedSums(read?.detail.proposals ?? []))
    return refused ?? order(call, { type: 'staff.carried out', text })
  },
}

/** What the customer was granted with an approval, each sum by itself (分). */
function agreedSums(proposals: readonly Proposal[]): readonly number[] {
  return proposals
    .filter(({ state }) => state === 'accepted')
    .flatMap(({ options, chosen }) => options[chosen ?? 0]?.amount ?? [])
    .filter((amount) => amount > 0)
}
