import type { Book } from './book.ts'
import type { Clock } from './clock/port.ts'
import type { ActorId, StaffAddress, TeamAddress, TicketId } from './domain/actor.ts'
import type { Letter, MessageLetter, NewLetter } from './domain/letter.ts'
import type { OutboundMessage } from './domain/message.ts'
import type { Note } from './domain/note.ts'
import type { TicketView } from './domain/ticket.ts'
import { reasonOf, reasonWording, type Undelivered, unheardWording } from './domain/undelivered.ts'
import type { Wording } from './domain/wording.ts'
import type { Outage } from './outage.ts'
import { draftWordings, type ListedDraft } from './reports/drafts.ts'
import { noteWordings } from './reports/notes.ts'
import { listAlerts } from './staff/list-alerts.ts'
import { namedStaff } from './staff/named-staff.ts'
import { isAbove, nextCircle } from './staff/next-circle.ts'
import type { Roster } from './staff/roster.ts'
import { routeAlert } from './staff/route-alert.ts'
import type { CutOff } from './watch-channels.ts'

/** What the desk itself tells staff, in its own language; no chart says it. */
export function createNotices(
  book: Book,
  {
    roster,
    clock,
    readTicket,
  }: {
    roster: Roster
    clock: Clock
    readTicket(ticket: TicketId): Promise<{ view: TicketView } | undefined>
  },
) {
  const { organisation } = book.settings
  const { circles, teams, locale } = organisation
  const firstTeam: TeamAddress = `team:${teams[0]!.id}`
  const say = (wording: Wording) => book.speaker.speak(wording, locale)
  const send = (to: TeamAddress | StaffAddress, message: OutboundMessage): NewLetter => ({
    to,
    dueAt: clock.now(),
    message,
  })
  const toLeaders = (wording: Wording) =>
    send(`team:${circles[0] ?? teams[0]!.id}`, { text: say(wording) })

  /** Whom the words are about: they are not to read them. */
  const concerned = async ({ about, text }: OutboundMessage): Promise<readonly string[]> => {
    const ticket = about?.startsWith('ticket:') ? await readTicket(about as TicketId) : undefined
    if (ticket) return ticket.view.about ?? []
    return namedStaff(text, roster.all()).map(({ id }) => id)
  }

  return {
    /**
     * Words for a team that none of its places takes: the next circle is to call them. Nothing where there is nobody else.
     */
    async unheard(
      { to, message }: MessageLetter,
      why: Undelivered,
    ): Promise<NewLetter | undefined> {
      const next = nextCircle(to, organisation)
      const keepFrom = next ? await concerned(message) : []
      const reader = next && routeAlert(next, keepFrom, { roster, organisation })
      // Never back down: two rooms that are both gone would tell each other for ever.
      if (reader === undefined || !isAbove(reader, to, organisation)) return undefined
      const { text, news: _news, reminder: _reminder, ...more } = message
      const values = {
        who: { key: `team.${to.slice('team:'.length)}` },
        why: unheardWording(why),
        words: text,
      }
      return send(reader, { ...more, text: say({ key: 'desk.unheard.alert', values }) })
    },

    /** A letter was given up. */
    parked({ id: letter, to }: Letter, why: Undelivered): NewLetter {
      const reason = reasonWording(reasonOf(why))
      return toLeaders({ key: 'desk.parked.alert', values: { letter, to, reason } })
    },

    /** An actor has more letters waiting than ever should. */
    crowd: (actor: ActorId, n: number): NewLetter =>
      toLeaders({ key: 'desk.parked.crowd', values: { actor, n } }),

    /** Nothing could be kept for a while. */
    away: ({ since, until }: Outage): NewLetter =>
      toLeaders({
        key: 'desk.away.alert',
        values: { from: { time: since }, to: { time: until } },
      }),

    /** A channel is cut off, or works again. */
    channelAway({ channel: { name, capabilities }, since, why }: CutOff): NewLetter {
      const values = { channel: { key: `channel.${name}` }, since: { time: since } }
      if (why) {
        return toLeaders({ key: 'desk.channel-away.alert', values: { ...values, reason: why } })
      }
      const { losesWhileAway } = capabilities
      return toLeaders({ key: `desk.channel-away.${losesWhileAway ? 'lost' : 'back'}`, values })
    },

    /** Many alerts of a room as one message, as many as fit into `length` characters. */
    list: <A extends { message: OutboundMessage }>(alerts: readonly A[], length: number) =>
      listAlerts(alerts, { length, say }),

    /** The unfinished complaints, for the team that receives complaints; the lines about somebody who reads there go elsewhere. */
    drafts(drafts: readonly ListedDraft[]): NewLetter[] {
      const byReader = new Map<TeamAddress | StaffAddress, ListedDraft[]>()
      for (const draft of drafts) {
        const to = routeAlert(firstTeam, draft.about ?? [], { roster, organisation })
        byReader.set(to, [...(byReader.get(to) ?? []), draft])
      }
      return [...byReader].map(([to, theirs]) => {
        const { texts, choices } = draftWordings(theirs, 'digest')
        const buttons = choices.map(({ id, label }) => ({
          id,
          label: typeof label === 'string' ? label : say(label),
        }))
        return send(to, { text: texts.map(say).join('\n'), buttons })
      })
    },

    /** Thanks and suggestions, for the team that receives complaints. */
    notes(notes: readonly Note[]): NewLetter {
      const lines = noteWordings(notes, (id) => roster.nameOf(id)).map(say)
      return send(firstTeam, { text: lines.join('\n') })
    },
  }
}

export type Notices = ReturnType<typeof createNotices>
