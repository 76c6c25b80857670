import type { AnyMachineSnapshot } from 'xstate'
import type { TicketView } from '../../src/domain/ticket.ts'
import { onStart } from './act.ts'
import { announced } from './announced.ts'
import { firstContext, type TicketContext, type TicketRules } from './context.ts'
import { awaitingCustomer, followUp, implementing, refusedState } from './customer-states.ts'
import { closed, noAnswer, notAgreed, withdrawn } from './ended-states.ts'
import { takeUpAgain } from './opened.ts'
import { workshop } from './turn.ts'
import { view } from './view.ts'
import {
  atDepartment,
  awaitingApproval,
  finalAnswer,
  investigating,
  proposing,
  received,
} from './working-states.ts'

/**
 * The life of one complaint, from the moment the customer has said yes to the summary until it is closed, refused,
 * withdrawn or ended without agreement. Rights, limits and deadlines are decided here, on the fresh snapshot.
 */
export function createTicket(rules: TicketRules) {
  const machine = workshop.createMachine({
    id: 'ticket',
    context: firstContext,
    initial: 'received',
    entry: onStart(rules, 'received', takeUpAgain),
    states: {
      received: received(rules),
      investigating: investigating(rules),
      'at department': atDepartment(rules),
      proposing: proposing(rules),
      'awaiting approval': awaitingApproval(rules),
      'awaiting customer': awaitingCustomer(rules),
      implementing: implementing(rules),
      'follow-up': followUp(rules),
      refused: refusedState(rules),
      'final answer': finalAnswer(rules),
      closed: closed(rules),
      'not agreed': notAgreed(rules),
      'no answer': noAnswer(rules),
      withdrawn: withdrawn(rules),
    },
  })
  return { name: 'ticket', version: 1, machine, view: viewOf, announced, restart }
}

function viewOf(snapshot: AnyMachineSnapshot): TicketView {
  return view(snapshot)
}

/** A ticket of a chart that is gone starts again with all that is known of it. */
function restart(old: unknown): { kept?: TicketContext } {
  const context = (old as { context?: TicketContext } | undefined)?.context
  return context ? { kept: context } : {}
}
