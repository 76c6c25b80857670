import { noteWordings, readNotes } from '../../reports/notes.ts'
import { answer, type CommandDeps, type Outcome } from './command.ts'

/** What `/list thanks` answers: thanks and suggestions, the last ones first. */
export async function listNotes({ store, roster }: CommandDeps): Promise<Outcome> {
  const notes = (await readNotes(store)).map(({ note }) => note).reverse()
  if (notes.length === 0) return answer({ key: 'desk.notes.none' })
  return answer(...noteWordings(notes, (id) => roster.nameOf(id)))
}
