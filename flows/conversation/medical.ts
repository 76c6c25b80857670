import type { Choice, Effect } from '../../src/domain/effect.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { mayAskAddress } from './address.ts'
import type { Context, TicketRef } from './context.ts'
import type { Heard } from './meaning.ts'
import { tell } from './tell.ts'
import { goOn, say, type Talk, type Turn, text } from './turn.ts'

/** Would he send medical papers? Asked once, with who sees them, before anybody may ask for any (PIPL art. 29, 30). */
export function askMedical(): Wording {
  return text('medical.ask', { who: { key: 'organisation.medicalReaders' } })
}

export function medicalChoices(number: string): Choice[] {
  return [
    { id: `medical:${number}:yes`, label: text('choices.medical') },
    { id: `medical:${number}:no`, label: text('choices.medicalNot') },
  ]
}

/** His yes or no: kept on the case; never asked again. */
export function hearConsent(talk: Talk<Heard>): Turn {
  const { context, event } = talk
  const ticket = askedOf(context, event)
  if (!ticket) return goOn(talk, {})
  const yes = saysYes(event)
  const asksAddress = mayAskAddress(context)
  const told: Effect = tell(ticket.ticket, { type: 'customer.consented', medical: yes })
  const said = [
    text(yes ? 'medical.thanks' : 'medical.left'),
    ...(asksAddress ? [text('address.ask')] : []),
  ]
  const skip = [{ id: 'skip:address', label: text('choices.rather not') }]
  const tickets = context.tickets.map((one) =>
    one === ticket ? { ...one, medical: yes ? ('yes' as const) : ('no' as const) } : one,
  )
  return {
    context: { tickets, ...(asksAddress ? { asksAddress, contactAsked: true } : {}) },
    effects: [say(said, asksAddress ? skip : []), told],
  }
}

/** The case whose question it answers: the button's, or in words the one that was asked last. */
function askedOf({ tickets }: Context, event: Heard): TicketRef | undefined {
  const number = event.type === 'customer.pressed' ? event.button.split(':')[1] : undefined
  return tickets.findLast(
    (one) => one.medical === 'asked' && (number === undefined || one.number === number),
  )
}

function saysYes(event: Heard): boolean {
  if (event.type === 'customer.pressed') return event.button.endsWith(':yes')
  return event.understood.yes === true
}
