import type { Clock } from '../clock/port.ts'
import type { DraftId } from '../domain/actor.ts'
import type { ToBlocks } from '../domain/block.ts'
import { addSpan, type Calendar, isWorkingDay, onDayAt } from '../domain/calendar.ts'
import type { DraftLine, ToDraft } from '../domain/draft.ts'
import type { Letter, NewLetter } from '../domain/letter.ts'
import type { Note, ToNotes } from '../domain/note.ts'
import { blockRecord } from '../reports/blocks.ts'
import { type ListedDraft, readDrafts, recordOf } from '../reports/drafts.ts'
import { noteRecord, readNotes } from '../reports/notes.ts'
import type { Store } from '../store/port.ts'
import { changeRecord } from '../store/records.ts'

export type DraftsParts = {
  store: Store
  clock: Clock
  calendar: Calendar
  /** Letters of the desk itself. */
  post(letters: readonly NewLetter[]): Promise<void>
  /** The staff whom a customer's words name, by id. */
  named(told: string): readonly string[]
  /** What staff read in the morning, where nobody reads what is about himself. */
  digest(drafts: readonly ListedDraft[]): readonly NewLetter[]
  /** Thanks and suggestions since the last one. */
  noteDigest(notes: readonly Note[]): NewLetter
}

type Told = ToDraft | ToNotes | ToBlocks

/** The letter to the desk itself that the morning's digest is made by. */
const morning: DraftId = 'draft:morning'
/** The record of the moment that letter is due. */
const due = 'drafts-due'

/**
 * Keeps the list of unfinished complaints: a conversation tells by letter when its line begins, changes or is over, and
 * the line is a record, so that nobody has to look through conversations. A second delivery changes nothing.
 */
export class Drafts {
  readonly #parts: DraftsParts

  constructor(parts: DraftsParts) {
    this.#parts = parts
  }

  /** A letter to the list. Resolves when what it says is durable. */
  async take(letter: Letter): Promise<void> {
    if (letter.to === morning) return this.#tellTeam()
    const event = ('event' in letter ? letter.event : undefined) as Told | undefined
    if (event?.type === 'note.told') return this.#keepNote(letter.id, event.note)
    if (event?.type === 'block.told' || event?.type === 'block.over') {
      const line = event.type === 'block.told' ? event.line : undefined
      return this.#write(blockRecord(letter.to as DraftId), line)
    }
    const line = event?.type === 'draft.told' ? this.#lineOf(event) : undefined
    await this.#write(recordOf(letter.to as DraftId), line)
    if (line) await this.#wakeInTheMorning()
  }

  #lineOf({ line, told }: Extract<ToDraft, { type: 'draft.told' }>): DraftLine {
    const about = this.#parts.named(told)
    return about.length === 0 ? line : { ...line, about }
  }

  async #keepNote(letter: string, note: Note): Promise<void> {
    const named = this.#parts.named(note.words)
    const kept = named.length > 0 ? { ...note, named } : note
    if (await this.#parts.store.record(noteRecord(letter))) return
    await this.#write(noteRecord(letter), kept)
    await this.#wakeInTheMorning()
  }

  async #tellNotes(): Promise<void> {
    const { store, post, noteDigest } = this.#parts
    const fresh = (await readNotes(store)).filter(({ note }) => !note.read)
    if (fresh.length === 0) return
    await post([noteDigest(fresh.map(({ note }) => note))])
    for (const { name, note } of fresh) await this.#write(name, { ...note, read: true })
  }

  async #tellTeam(): Promise<void> {
    const { store, post, digest } = this.#parts
    await this.#write(due, undefined)
    await this.#tellNotes()
    const drafts = await readDrafts(store)
    if (drafts.length === 0) return
    await post(digest(drafts))
    await this.#wakeInTheMorning()
  }

  async #wakeInTheMorning(): Promise<void> {
    const { store, clock, post } = this.#parts
    const at = nextMorning(this.#parts.calendar, clock.now())
    const set = (await store.record(due))?.value as { at: number } | undefined
    if (set && set.at >= clock.now()) return
    const event = { type: 'morning' }
    await post([{ to: morning, event, dueAt: at, slot: 'drafts in the morning' }])
    await this.#write(due, { at })
  }

  async #write(name: string, value: unknown): Promise<void> {
    await changeRecord(this.#parts.store, name, () => value)
  }
}

/** When working time begins next, on a day after `now` or still ahead today (epoch ms). */
function nextMorning(calendar: Calendar, now: number): number {
  const from = calendar.periods[0]?.from ?? '09:00'
  const today = onDayAt(calendar, now, from)
  if (isWorkingDay(calendar, now) && today > now) return today
  return onDayAt(calendar, addSpan(calendar, now, { n: 1, unit: 'working days' }), from)
}
