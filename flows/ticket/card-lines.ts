import { maskName, maskPhone } from '../../src/domain/mask.ts'
import { type Party, type PartySlot, partySlots } from '../../src/domain/party.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { levelName, ruleName, short } from './card-words.ts'
import type { TicketContext } from './context.ts'
import { answering } from './next.ts'
import { type Turn, type Values, wording } from './turn.ts'
import { voicesIn } from './voices.ts'

/** The case's number, category and level, for the first line. */
export function title(context: TicketContext): Values {
  return {
    number: context.number,
    category: wording(`category.${context.category}`),
    level: levelName(context.level),
  }
}

/** Who complains, masked, and when he can be called. */
export function who({ complaint }: TicketContext): Wording {
  const { name, phone, convenient } = complaint.contact
  return wording('ticket.card.who', {
    name: name ? maskName(name) : wording('ticket.card.unnamed'),
    phone: phone ? maskPhone(phone) : wording('ticket.card.noPhone'),
    convenient: convenient ? wording('ticket.card.convenient', { when: short(convenient) }) : '',
  })
}

/** What it stops the customer doing, and by when he needs it: staff are asked for something in the meantime. */
export function needLine({ complaint: { need } }: TicketContext): Wording[] {
  if (!need) return []
  const words = short(need.words)
  if (need.by === undefined) return [wording('ticket.card.need', { words })]
  return [wording('ticket.card.needBy', { words, day: { day: need.by } })]
}

/** Whom it struck and who bought it, where that is not the one who complains. */
export function partiesLine({ complaint: { parties } }: TicketContext): Wording[] {
  const named = partySlots.flatMap((slot) => {
    const party = parties?.[slot]
    return party ? [partyName(slot, party)] : []
  })
  return named.length > 0 ? [wording('ticket.card.parties', { people: { list: named } })] : []
}

function partyName(slot: PartySlot, { words, relation }: Party): Wording {
  const who = short(words)
  if (!relation) return wording(`ticket.party.${slot}`, { who })
  return wording(`ticket.party.${slot}`, {
    who: wording('ticket.party.related', { who, relation: wording(`ticket.relation.${relation}`) }),
  })
}

/** Whoever the case is about is named to the others, who are not to talk to him of it. */
export function concerned({ about }: TicketContext): Wording[] {
  if (!about?.length) return []
  const people = { list: about.map(({ name }) => name) }
  return [wording('ticket.card.concerned', { people })]
}

/** The same without where and what about. */
export function brief(context: TicketContext): Wording[] {
  return what(context).filter(({ key }) => key !== 'ticket.card.where')
}

/** What happened, how it came, what about and what is wished. */
export function what({ complaint }: TicketContext): Wording[] {
  const { story, facts, wish } = complaint
  const place = [facts.where, facts.product, facts.order && `#${facts.order}`].filter(Boolean)
  return [
    wording('ticket.card.what', { story: short(story) }),
    ...voicesIn(complaint.files),
    ...logged(complaint.logged),
    ...(place.length ? [wording('ticket.card.where', { where: short(place.join(' · ')) })] : []),
    ...(wish ? [wording('ticket.card.wish', { wish: short(wish.words) })] : []),
  ]
}

/** How it came, and what it is called and when it is due outside. */
export function loggedValues({
  complaint: { logged },
}: {
  complaint: Pick<TicketContext['complaint'], 'logged'>
}): Values {
  return {
    way: wording(`ticket.way.${logged?.way ?? 'phone'}`),
    outside: logged?.outside ?? wording('ticket.card.noOutside'),
    due: logged?.due === undefined ? wording('ticket.card.noOutside') : { day: logged.due },
  }
}

function logged(given: TicketContext['complaint']['logged']): Wording[] {
  return given
    ? [wording('ticket.card.logged', loggedValues({ complaint: { logged: given } }))]
    : []
}

/** The level with the rule it rests on. */
export function because({ complaint, level, levelRule }: TicketContext): Wording {
  const words = levelRule === complaint.levelBecause.rule ? complaint.levelBecause.words : undefined
  return wording(words ? 'ticket.card.levelWords' : 'ticket.card.level', {
    level: levelName(level),
    rule: ruleName(levelRule),
    ...(words ? { words: short(words) } : {}),
  })
}

/** What nobody has confirmed yet says so, and how a person confirms it. */
export function unconfirmed({ unconfirmed: open, number, level }: TicketContext): Wording[] {
  return open ? [wording('ticket.card.unconfirmed', { number, n: level })] : []
}

/** When this step is due, and when the customer has his answer. */
export function deadlines({ context, to }: Turn): Wording[] {
  const { dueAt, promisedAt } = context
  if (dueAt === null) return []
  const due = { time: dueAt }
  return promisedAt !== null && answering.includes(to)
    ? [wording('ticket.card.dueAndPromised', { due, day: { day: promisedAt } })]
    : [wording('ticket.card.due', { due })]
}
