import type { ActorId } from '../../src/domain/actor.ts'
import type { ActorDocument } from '../../src/store/mongodb/document.ts'
import type { Forms } from '../../src/store/mongodb/forms.ts'

/** A form there never was, before the first: keys as plain texts, nothing parked, and what is due told nowhere. */
export type OldDocument = {
  _id: ActorId
  desk: {
    format: 0
    revision: number
    writes: number
    mark: string
    marks: string[]
    record: string
    lines: { seq: number; line: string }[]
    seen: string[]
  }
}

/** A customer's talk, or a ticket. */
export function oldDocument(
  n: number,
  until: number,
  _id: ActorId = `conversation:web/${n}`,
): OldDocument {
  const record = { chart: 'conversation@1', snapshot: { value: `old ${n}` }, lines: 1 }
  return {
    _id,
    desk: {
      format: 0,
      revision: 3,
      writes: 5,
      mark: `old.${n}`,
      marks: [`old.${n}`],
      record: JSON.stringify(record),
      lines: [
        { seq: 1, line: JSON.stringify({ seq: 1, at: until, by: 'customer', text: `${n}` }) },
      ],
      seen: [`first ${until}`],
    },
  }
}

/** A desk that knows the made-up form as well. */
export const formsWithOlder: Forms = { newest: 1, readableFrom: 1, steps: { 0: ledOn } }

function ledOn(doc: ActorDocument): ActorDocument {
  const { seen, ...desk } = doc.desk as unknown as OldDocument['desk']
  const keys = seen.map((text) => ({
    key: text.slice(0, text.indexOf(' ')),
    until: Number(text.slice(text.indexOf(' ') + 1)),
  }))
  const keysUntil = Math.min(...keys.map(({ until }) => until))
  return { ...doc, desk: { ...desk, letters: [], parked: [], keys, keysUntil } }
}
