import { type ContactWish, withWishes } from '../../src/domain/contact-wish.ts'
import { maskText } from '../../src/domain/mask.ts'
import type { Actor } from '../../src/domain/person.ts'
import type { Wording } from '../../src/domain/wording.ts'
import type { TicketContext } from './context.ts'
import { ownerRoom } from './rooms.ts'
import { type Turn, wording } from './turn.ts'

/** The customer has said how he wishes to be reached: kept, in the history, told to whoever has the case. */
export function keepContactWishes(turn: Turn<'customer.asked for contact'>): void {
  const { complaint } = turn.context
  const known = complaint.contact.wishes ?? []
  const fresh = turn.event.wishes.filter((wish) => !known.some((one) => isSame(one, wish)))
  if (fresh.length === 0) return
  const wishes = withWishes(known, fresh)
  turn.change({ complaint: { ...complaint, contact: { ...complaint.contact, wishes } } })
  const values = { number: turn.context.number, wishes: { list: fresh.map(wishName) } }
  turn.record('contactWishes', values)
  turn.alert(ownerRoom(turn.context, turn.rules), {
    texts: [wording('ticket.alert.contactWishes', values)],
  })
}

/** The line of a card that names the wishes; none where there are none. */
export function wishesLine({ complaint }: TicketContext): Wording[] {
  const { wishes = [] } = complaint.contact
  if (wishes.length === 0) return []
  return [wording('ticket.card.contactWishes', { wishes: { list: wishes.map(wishName) } })]
}

/** The wish that somebody of the desk stay away, where its words name him. */
export function unwelcome({ complaint }: TicketContext, who: Actor): ContactWish | undefined {
  const names = [who.name, who.publicName ?? '', who.id].filter((name) => name.length > 1)
  return complaint.contact.wishes?.find(
    ({ kind, words }) =>
      kind === 'not that person' && names.some((name) => namesPerson(words, name)),
  )
}

/** Chinese names stand anywhere in the words, names in letters as words of their own. */
function namesPerson(words: string, name: string): boolean {
  if (!/^[\w .-]+$/.test(name)) return words.includes(name)
  const said = ` ${words.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ')} `
  return said.includes(` ${name.toLowerCase()} `)
}

function isSame(a: ContactWish, b: ContactWish): boolean {
  return a.kind === b.kind && a.words === b.words
}

function wishName({ kind, words }: ContactWish): Wording {
  return wording(`ticket.contactWish.${kind}`, { words: maskText(words) })
}
