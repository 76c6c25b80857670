import { type ConversationId, conversationOf } from '../../domain/actor.ts'
import { may } from '../../domain/person.ts'
import { blockWordings, readBlocks } from '../../reports/blocks.ts'
import {
  answer,
  type Call,
  type Command,
  type CommandDeps,
  misused,
  type Outcome,
} from './command.ts'
import { leaders } from './rights.ts'

/** Messages of a customer are kept and not handled from now on; danger passes, and his cases go on. */
export const block: Command = {
  name: 'block',
  words: ['屏蔽', '屏蔽客户', '拉黑', '封鎖', '封鎖客戶'],
  group: 'customer',
  roles: leaders,
  on: 'ticket or conversation',
  numbers: 'words',
  async run(call, deps) {
    const reason = call.args.trim()
    const refused = await refusal(call, deps)
    if (refused) return refused
    if (reason === '') return misused({ key: 'desk.refuse.blockReason' })
    const { id: by, name } = call.person
    return toTalk(call, { type: 'staff.blocked', by, name, reason, answerTo: roomOf(call) })
  },
}

/** They are handled again. */
export const unblock: Command = {
  name: 'unblock',
  words: ['解除屏蔽', '取消屏蔽', '解除拉黑', '解除封鎖', '取消封鎖'],
  group: 'customer',
  roles: leaders,
  on: 'ticket or conversation',
  numbers: 'words',
  async run(call, deps) {
    const refused = await refusal(call, deps)
    if (refused) return refused
    const { id: by, name } = call.person
    return toTalk(call, { type: 'staff.unblocked', by, name, answerTo: roomOf(call) })
  },
}

/** What `/list blocked` answers. */
export async function listBlocks({ store }: CommandDeps): Promise<Outcome> {
  const found = await readBlocks(store)
  if (found.length === 0) return answer({ key: 'desk.blocked.none' })
  return { kind: 'answer', answer: blockWordings(found) }
}

async function refusal(call: Call, { readTicket }: CommandDeps): Promise<Outcome | undefined> {
  const { person, ticket } = call
  if (!may(person, ...leaders)) return answer({ key: 'desk.refuse.right' })
  const detail = ticket && (await readTicket(ticket.actor))?.detail
  if (!ticket || !detail?.complaint.logged) return undefined
  return answer({ key: 'desk.refuse.noChat', values: { number: ticket.view.number } })
}

function toTalk(call: Call, event: (Outcome & { kind: 'conversation' })['event']): Outcome {
  return { kind: 'conversation', conversation: conversationIn(call), event }
}

function conversationIn({ conversation, ticket }: Call): ConversationId {
  return conversation ?? conversationOf(ticket!.view.customer)
}

function roomOf({ room, person }: Call) {
  return room ?? (`staff:${person.id}` as const)
}
