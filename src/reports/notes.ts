import type { ActorId } from '../domain/actor.ts'
import type { Note, NoteKind } from '../domain/note.ts'
import type { Wording } from '../domain/wording.ts'
import type { Store } from '../store/port.ts'

/** A note in the store; `read` once it stood in a morning's digest. */
export type KeptNote = Note & { read?: true }

const prefix = 'note/'
const shown = 10

/** The record of the note that came by this letter. */
export function noteRecord(letter: string): string {
  return prefix + letter
}

/** The records of the notes that a conversation has told. */
export function notesOf(store: Store, conversation: ActorId) {
  return store.records(`${prefix}${conversation}@`)
}

/** Every note, oldest first, with the record it is kept in. */
export async function readNotes(
  store: Store,
): Promise<readonly { name: string; note: KeptNote }[]> {
  const found = await store.records(prefix)
  return found
    .map(({ name, value }) => ({ name, note: value as KeptNote }))
    .sort((a, b) => a.note.at - b.note.at)
}

/** How many of each kind came from `from` up to `to` (epoch ms). */
export async function countNotes(
  store: Store,
  { from, to }: { from: number; to: number },
): Promise<Readonly<Record<NoteKind, number>>> {
  const notes = await readNotes(store)
  const count = (kind: NoteKind) =>
    notes.filter(({ note }) => note.kind === kind && note.at >= from && note.at <= to).length
  return { praise: count('praise'), suggestion: count('suggestion') }
}

/** The notes as a morning's message. */
export function noteWordings(
  notes: readonly Note[],
  nameOf: (id: string) => string,
): readonly Wording[] {
  const lines = notes.slice(0, shown).map(({ kind, words, named = [] }): Wording => {
    const key = `desk.notes.${kind}`
    if (named.length === 0) return { key, values: { words } }
    return { key: `${key}Of`, values: { words, people: { list: named.map(nameOf) } } }
  })
  const more = notes.length - lines.length
  return [
    { key: 'desk.notes.digest', values: { n: notes.length } },
    ...lines,
    ...(more > 0 ? [{ key: 'desk.drafts.more', values: { n: more } }] : []),
  ]
}
