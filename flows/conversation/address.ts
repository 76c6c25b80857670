import type { Effect } from '../../src/domain/effect.ts'
import type { Contact } from '../../src/domain/ticket.ts'
import type { Context, Rules } from './context.ts'
import { contactHeard } from './hear.ts'
import type { Heard } from './meaning.ts'
import { say, type Talk, type Turn, text } from './turn.ts'

/** Channels whose talk is lost with the page: there an address is asked for, and a private link is given. */
const onPages = ['web']
/** Channels that may write for some days only after the customer's last message. */
const mayFallSilent = ['wechat-official', 'wecom-kf']

export function isOnPage({ customer }: Pick<Context, 'customer'>): boolean {
  return onPages.some((channel) => customer.startsWith(`customer:${channel}/`))
}

/** His channel may fall silent before the case ends: a private link keeps it open to him. */
export function needsLink({ customer }: Pick<Context, 'customer'>, { pages }: Rules): boolean {
  const falls = mayFallSilent.some((channel) => customer.startsWith(`customer:${channel}/`))
  return falls && pages === true
}

/** On a page the button shows the link itself. */
export const linkChoice = [{ id: 'link', label: text('choices.link') }]

/** Asked once in all, and not of somebody who wants nothing but this chat. */
export function mayAskAddress(context: Context): boolean {
  const { contact, contactAsked, confirming, draft, waiting } = context
  const known = contact.phone || contact.email || (contact.wishes?.length ?? 0) > 0
  const busy = confirming || draft || waiting.length > 0 || context.danger || context.person
  return isOnPage(context) && !known && !contactAsked && !busy
}

export function keepAddress(talk: Talk<Heard>): Turn {
  const { context, event } = talk
  if (event.type !== 'customer.said') return {}
  return {
    context: { contact: contactHeard(context.contact, event.understood) },
    effects: [say([text('address.kept')]), ...tellAddress(context, event.understood.contact)],
  }
}

export function leaveAddress(): Turn {
  return { effects: [say([text('address.left')])] }
}

/** What a message tells of how to reach him, for his open tickets. */
export function tellAddress({ tickets }: Context, told: Contact): Effect[] {
  const { wishes: _wishes, ...contact } = told
  if (Object.keys(contact).length === 0) return []
  const event = { type: 'customer.gave contact', contact }
  const open = tickets.filter(({ standing }) => standing === 'open' || standing === 'refused')
  return open.map(({ ticket }) => ({ type: 'tell', actor: ticket, event }))
}
