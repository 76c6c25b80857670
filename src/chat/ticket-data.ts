import { detailOf } from '../../flows/ticket/detail.ts'
import type { Desk } from '../desk.ts'
import type { ActorId } from '../domain/actor.ts'
import type { FoundTicket } from '../store/port.ts'
import { isoIn } from './iso.ts'
import { allLines } from './transcript.ts'

const page = 200

/** Every ticket as data, oldest first: what a program that drives the desk may look at. Money in 分, times as ISO. */
export async function ticketData(desk: Desk): Promise<object[]> {
  const found: FoundTicket[] = []
  for (let cursor: string | undefined; ; ) {
    const { tickets, next } = await desk.store.tickets(
      {},
      { limit: page, ...(cursor === undefined ? {} : { cursor }) },
    )
    found.push(...tickets)
    if (next === undefined) break
    cursor = next
  }
  return Promise.all(found.reverse().map((ticket) => oneTicket(desk, ticket)))
}

async function oneTicket({ store, settings, book }: Desk, { actor, view }: FoundTicket) {
  const { zone, locale } = settings.organisation
  const iso = (at: number | null | undefined) => (at == null ? null : isoIn(at, zone))
  const stored = await store.load(actor)
  const detail = detailOf(stored!.record.snapshot as Parameters<typeof detailOf>[0])
  const { complaint, verdict, proposals, approvals, surveys } = detail
  const locked = detail.restrictedUntil !== undefined
  const history = locked ? [] : await allLines(store, actor as ActorId)
  return {
    number: view.number,
    state: view.state,
    unconfirmed: view.unconfirmed,
    category: view.category,
    level: view.level,
    department: view.department,
    owner: view.owner,
    due: iso(view.dueAt ?? view.promisedAt),
    promised: iso(view.promisedAt),
    opened: iso(view.openedAt),
    closed: iso(view.closedAt),
    customer: complaint.customer.replace('customer:terminal/', 'customer:'),
    story: complaint.story,
    wish: complaint.wish ?? null,
    earlierWishes: complaint.earlierWishes ?? [],
    facts: complaint.facts,
    need: complaint.need ? { words: complaint.need.words, by: iso(complaint.need.by) } : null,
    parties: complaint.parties ?? {},
    contact: complaint.contact,
    loss: complaint.loss ?? null,
    files: complaint.files,
    verdict: verdict && { ...verdict, at: iso(verdict.at) },
    proposals: proposals.map((proposal) => ({ ...proposal, at: iso(proposal.at) })),
    approvals: approvals.map((approval) => ({ ...approval, at: iso(approval.at) })),
    granted: view.granted,
    survey: surveys.map((survey) => ({ ...survey, at: iso(survey.at) })),
    score: view.score,
    history: history.map(({ at, by, what }) => ({
      at: iso(at),
      by,
      what: what?.key,
      text: what && book.speaker.speak(what, locale),
    })),
  }
}
