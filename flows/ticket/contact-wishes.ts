import { type ContactWish, withWishes } from '../../src/domain/contact-wish.ts'
import { maskEmail, maskName, maskPhone, maskText } from '../../src/domain/mask.ts'
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

/** A phone number or address told later: kept with the others, shown masked. */
export function keepContact(turn: Turn<'customer.gave contact'>): void {
  const { complaint, number } = turn.context
  const given = turn.event.contact
  turn.change({ complaint: { ...complaint, contact: { ...complaint.contact, ...given } } })
  const { name, phone, email, convenient } = given
  const told = [
    name && maskName(name),
    phone && maskPhone(phone),
    email && maskEmail(email),
    convenient && maskText(convenient),
  ].filter((one) => one !== undefined && one !== '')
  const values = { number, contact: { list: told as string[] } }
  turn.record('gaveContact', values)
  turn.alert(ownerRoom(turn.context, turn.rules), {
    texts: [wording('ticket.alert.gaveContact', values)],
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
