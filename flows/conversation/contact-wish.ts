import type { Effect } from '../../src/domain/effect.ts'
import { type Context, ongoing } from './context.ts'
import { contactHeard } from './hear.ts'
import type { Heard } from './meaning.ts'
import { goOn, type Talk, type Turn, text } from './turn.ts'

/** How, when or by whom the customer wishes to be reached: kept for this complaint and the next, told to open tickets. */
export function keepContactWish(talk: Talk<Heard>): Turn {
  const { contact, effects } = wishesHeard(talk)
  return goOn(talk, { contact }, [text('contactWish')], effects)
}

/** What the words of any message add to the wishes, and the letters that tell the open tickets of it. */
export function wishesHeard({ context, event }: Talk<Heard>): {
  contact: Context['contact']
  effects: readonly Effect[]
} {
  if (event.type !== 'customer.said') return { contact: context.contact, effects: [] }
  const { wishes } = event.understood.contact
  if (!wishes) return { contact: context.contact, effects: [] }
  const told = { type: 'customer.asked for contact', wishes }
  return {
    contact: contactHeard(context.contact, event.understood),
    effects: context.tickets
      .filter(ongoing)
      .map(({ ticket }) => ({ type: 'tell', actor: ticket, event: told })),
  }
}
