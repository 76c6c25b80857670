/** Thanks or a suggestion: no complaint, so nothing is due. */
export type NoteKind = 'praise' | 'suggestion'

/** What a customer wanted to be known: masked; `at` in epoch ms, `named` the staff his words name, by id. */
export type Note = { kind: NoteKind; words: string; at: number; named?: readonly string[] }

/** What a conversation tells the desk's list. */
export type ToNotes = { type: 'note.told'; note: Note }
