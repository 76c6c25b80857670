import { againstCalls, type ContactWish } from '../../domain/contact-wish.ts'
import type { Wording } from '../../domain/wording.ts'
import { contactWishWording } from '../../reports/card.ts'
import type { Call, CommandDeps, Outcome } from './command.ts'
import { askFirst } from './confirm.ts'

/** What is about to be done to a customer: words through this chat, or what rests on a call with him. */
export type Deed = { way: 'chat' | 'call'; text: string } | { way: 'assign' }

/** Asks whether to do it all the same where the customer wished otherwise; nothing where he did not, or it was confirmed. */
export async function askAgainstWishes(
  call: Call,
  deps: CommandDeps,
  deed: Deed,
): Promise<Outcome | undefined> {
  if (call.confirmed || !call.ticket) return undefined
  const what = await wishesAgainst(call, deps, deed)
  return what && askFirst(call, deps, what)
}

/** The wishes that a deed goes against, in words; undefined where there are none. */
export async function wishesAgainst(
  call: Call,
  deps: CommandDeps,
  deed: Deed,
): Promise<Wording | undefined> {
  const { actor, view } = call.ticket!
  const wishes = (await deps.readTicket(actor))?.detail.complaint.contact.wishes ?? []
  const broken = wishes.filter((wish) => goesAgainst(wish, deed, deps))
  if (broken.length === 0) return undefined
  const list = broken.map(contactWishWording)
  return { key: 'desk.confirm.againstWishes', values: { number: view.number, wishes: { list } } }
}

function goesAgainst({ kind, words }: ContactWish, deed: Deed, deps: CommandDeps): boolean {
  if (deed.way === 'assign') {
    return kind === 'not that person' && !namesOneOfUs(words, deps)
  }
  if (kind === 'email only' && deed.way === 'chat') return true
  const calls = deed.way === 'call' || deps.guard.findCall(deed.text) !== undefined
  return calls && againstCalls.includes(kind)
}

/** The words name one of us: then nobody is in doubt whom the customer meant, and the case itself knows. */
function namesOneOfUs(words: string, { roster }: CommandDeps): boolean {
  return roster
    .all()
    .flatMap(({ name, publicName }) => [name, publicName])
    .some((name) => name.length > 1 && words.includes(name))
}
