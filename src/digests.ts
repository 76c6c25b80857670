import type { Book } from './book.ts'
import type { StaffAddress, TeamAddress } from './domain/actor.ts'
import type { NewLetter } from './domain/letter.ts'
import type { Note } from './domain/note.ts'
import type { Wording } from './domain/wording.ts'
import { draftWordings, type ListedDraft } from './reports/drafts.ts'
import { noteWordings } from './reports/notes.ts'
import type { Roster } from './staff/roster.ts'
import { routeAlert } from './staff/route-alert.ts'

/**
 * The unfinished complaints, for the team that receives complaints. The list goes to the first team, but for the lines
 * about somebody who reads there.
 */
export function morningDigests(
  book: Book,
  { roster, now, drafts }: { roster: Roster; now: number; drafts: readonly ListedDraft[] },
): NewLetter[] {
  const { organisation } = book.settings
  const say = (wording: Wording) => book.speaker.speak(wording, organisation.locale)
  const byReader = new Map<TeamAddress | StaffAddress, ListedDraft[]>()
  for (const draft of drafts) {
    const team: TeamAddress = `team:${organisation.teams[0]!.id}`
    const to = routeAlert(team, draft.about ?? [], { roster, organisation })
    byReader.set(to, [...(byReader.get(to) ?? []), draft])
  }
  return [...byReader].map(([to, theirs]) => {
    const { texts, choices } = draftWordings(theirs, 'digest')
    const buttons = choices.map(({ id, label }) => ({
      id,
      label: typeof label === 'string' ? label : say(label),
    }))
    return { to, dueAt: now, message: { text: texts.map(say).join('\n'), buttons } }
  })
}

/** Thanks and suggestions, for the team that receives complaints. */
export function noteDigest(
  book: Book,
  { roster, now, notes }: { roster: Roster; now: number; notes: readonly Note[] },
): NewLetter {
  const { organisation } = book.settings
  const lines = noteWordings(notes, (id) => roster.nameOf(id)).map((wording) =>
    book.speaker.speak(wording, organisation.locale),
  )
  const to: TeamAddress = `team:${organisation.teams[0]!.id}`
  return { to, dueAt: now, message: { text: lines.join('\n') } }
}
