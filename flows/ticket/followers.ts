import { spanMs } from '../../src/domain/span.ts'
import type { TicketContext, TicketRules } from './context.ts'
import { askerOf } from './listeners.ts'
import { answering } from './next.ts'
import { putProposalTo } from './opinion.ts'
import type { Turn } from './turn.ts'

const mostFollowers = 5

/**
 * The right code lets one more conversation follow; a wrong one, or one after too many wrong ones, is answered as if
 * there were no such ticket.
 */
export function letFollow(turn: Turn<'customer.asked to follow'>): void {
  const { context, event, rules, state } = turn
  const asker = askerOf(event)
  if (!asker) return
  const wrong = wrongCodesOf(context, rules, turn.now)
  const { codesPerTicket } = rules.policy.identity
  if (wrong.n >= codesPerTicket.value) return turn.tell({ type: 'ticket.unknown' })
  if (!context.secret || event.hash !== context.secret) {
    turn.change({ wrongCodes: { ...wrong, n: wrong.n + 1 } })
    return turn.tell({ type: 'ticket.unknown' })
  }
  const known = asker === context.conversation || context.followers?.includes(asker)
  if (!known) {
    turn.change({ followers: [...(context.followers ?? []), asker].slice(-mostFollowers) })
    turn.record('followed', {}, { by: 'customer' })
  }
  turn.tell({
    type: 'ticket.followed',
    state,
    promisedAt: answering.includes(state) ? context.promisedAt : null,
    category: context.category,
    endedAt: context.closedAt,
  })
  if (!known && state === 'awaiting customer') putProposalTo(turn, asker)
}

function wrongCodesOf({ wrongCodes }: TicketContext, { policy }: TicketRules, now: number) {
  const length = spanMs(policy.identity.codesAgain.within)
  return wrongCodes && now - wrongCodes.since < length ? wrongCodes : { n: 0, since: now }
}
