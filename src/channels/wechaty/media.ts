import type { FileRef } from '../../domain/message.ts'
import { type Described, describeFile } from '../../files/describe.ts'
import { describeFilm, describePaper, describePdf } from '../../files/film-or-paper.ts'
import type { Store } from '../../store/port.ts'
import type { File } from './library.ts'
import type { Incoming } from './read-message.ts'

/** What became of a file the account was sent: it is ours, or nobody can have it. */
export type Fetched = { file: FileRef } | { lost: 'too large' | 'not there' | 'not readable' }

type FileMessage = Incoming & { kind: 'file' }

/** So often a file is asked for: WeChat's own machines hand it over late at times. */
const tries = 3

/** Brings a file into the store; `largest` in bytes. Rejects where the store cannot keep it. */
export async function keepFile(
  message: FileMessage,
  { store, largest }: { store: Store; largest: number },
): Promise<Fetched> {
  const fetched = await fetchFile(message, largest)
  if (!fetched) return { lost: 'not there' }
  const { bytes, name } = fetched
  if (!bytes) return { lost: 'too large' }
  const described = describe(message.is, bytes, name)
  if (described === undefined || described === 'unreadable') return { lost: 'not readable' }
  const { seconds, ...kept } = described
  const stored = await store.putFile({ ...kept, bytes })
  return { file: seconds === undefined ? stored : { ...stored, seconds } }
}

async function fetchFile({ fetch }: FileMessage, largest: number) {
  for (let n = 1; n <= tries; n++) {
    try {
      const file = await fetch()
      return { name: file.name, bytes: await readUpTo(largest, file) }
    } catch {
      // The reason is the puppet's own, and may name people.
    }
  }
  return undefined
}

/** The bytes; undefined where there are more. */
async function readUpTo(largest: number, file: File): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of await file.toStream()) {
    size += chunk.length
    // Leaving the loop ends the stream.
    if (size > largest) return undefined
    chunks.push(Buffer.from(chunk))
  }
  return Buffer.concat(chunks)
}

function describe(
  is: FileMessage['is'],
  bytes: Uint8Array,
  called: string,
): Described | 'unreadable' | undefined {
  if (is === 'film') return describeFilm(bytes)
  const described = describeFile(bytes)
  // WeChat's own form of recordings: staff can save it, though few programs play it.
  if (!described && Buffer.from(bytes.subarray(0, 12)).includes('#!SILK')) {
    return { name: 'voice.silk', type: 'application/octet-stream' }
  }
  if (described || is !== 'paper') return described
  return describeFilm(bytes) ?? describePdf(bytes) ?? describePaper(called)
}
