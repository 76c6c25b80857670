import type { Effect } from '../../src/domain/effect.ts'
import type { Context, Rules, TicketRef } from './context.ts'
import type { Draft } from './draft.ts'
import { complaintOf } from './summary.ts'
import { tell } from './tell.ts'
import { goOn, say, type Talk, type Turn, text } from './turn.ts'

/** True where there is something to lose: the customer has said what happened, and it is no ticket yet. */
export function canBeFiled({ draft, opening }: Pick<Context, 'draft' | 'opening'>): boolean {
  return Boolean(draft?.story) && !draft?.ticket && !opening
}

/** What was said becomes a ticket the customer has not confirmed; he hears of it with his next message. */
export function file({ context, rules }: Talk): Turn {
  const { category } = context.draft as Draft
  const opening = { category, words: [], files: [], unconfirmed: true, quiet: true } as const
  return { context: { opening }, effects: [openAsIs(context, rules)] }
}

/** The same because nobody answered: the talk rests until he writes again. */
export function fileAndRest(talk: Talk): Turn {
  const filed = file(talk)
  const draft = { ...(talk.context.draft as Draft), paused: true }
  return { ...filed, context: { ...filed.context, draft, confirming: null } }
}

/** "Forget it": nothing is thrown away; he is asked, once, whether a person shall look at it. */
export function askForPerson(talk: Talk): Turn {
  const draft = { ...(talk.context.draft as Draft), paused: false, personAsked: true }
  return goOn(talk, { draft, confirming: { what: 'person' } })
}

/** Yes: it goes to people as it is, and the number comes at once. */
export function sendAsIs({ context, rules }: Talk): Turn {
  const { category } = context.draft as Draft
  return {
    context: { draft: null, confirming: null, opening: { category, words: [], files: [] } },
    effects: [openAsIs(context, rules), say([text('letGo.sent')])],
  }
}

/** No: it is laid aside, and nobody looks at it unless he comes back to it. */
export function letRest({ context }: Talk): Turn {
  const draft = { ...(context.draft as Draft), paused: true, declined: true }
  return { context: { draft, confirming: null }, effects: [say([text('letGo.rests')])] }
}

/** What he has said since goes to the ticket that is there; he is not asked any further. */
export function handOver({ context, rules }: Talk): Turn {
  const draft = context.draft as Draft
  const complaint = { ...complaintOf(context, draft, rules), unconfirmed: true } as const
  const effects = draft.ticket
    ? [tell(draft.ticket, { type: 'customer.confirmed', complaint })]
    : []
  return { context: { draft: null, confirming: null }, effects }
}

/** He lets go of what is a ticket by now: that is a withdrawal, and asked like one. */
export function letGoOfTicket(talk: Talk): Turn {
  const number = filedAs(talk.context)?.number ?? ''
  const { effects = [] } = handOver(talk)
  return goOn(talk, { draft: null, confirming: { what: 'withdraw', number } }, [], effects)
}

/** The ticket that was opened from what is still being told. */
export function filedAs({ draft, tickets }: Pick<Context, 'draft' | 'tickets'>) {
  return draft?.ticket ? tickets.find(({ ticket }) => ticket === draft.ticket) : undefined
}

/** What the number stands for as well: a message is two sentences. */
const lessThanNumber: readonly string[] = [
  'conversation.draft.resumed',
  'conversation.noted',
  'conversation.skipped',
]

/** Said before everything else: what he had told is a ticket by now, and this is its number. */
export function withNumber(effects: Turn['effects'], filed: TicketRef): Turn['effects'] {
  const first = effects?.findIndex((effect) => effect.type === 'say' && !effect.approval) ?? -1
  const said = effects?.[first]
  if (!effects || said?.type !== 'say') return effects
  const rest = said.texts.filter(({ key }) => !lessThanNumber.includes(key))
  const day = { day: filed.promisedAt ?? 0 }
  const lead = text('draft.filed', { number: filed.number, day })
  return effects.with(first, { ...said, texts: [lead, ...rest] })
}

function openAsIs(context: Context, rules: Rules): Effect {
  const complaint = complaintOf(context, context.draft as Draft, rules)
  return { type: 'open', complaint: { ...complaint, unconfirmed: true } }
}
