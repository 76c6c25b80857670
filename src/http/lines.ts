import type { ActorId } from '../domain/actor.ts'
import type { Line } from '../domain/commit.ts'
import { harmless } from '../domain/harmless.ts'
import type { FileRef } from '../domain/message.ts'
import type { Store } from '../store/port.ts'
import type { Frame } from './streams.ts'

/** A line as a page or a program outside may see it: no staff ids, no history, words that are safe to show. */
export type ShownLine = {
  seq: number
  /** Epoch ms. */
  at: number
  by: 'customer' | 'bot' | 'staff' | 'system'
  mine: boolean
  /** Who of the staff said it; inside only. */
  name?: string
  text?: string
  buttons?: readonly { id: string; label: string }[]
  files?: readonly { name: string; type: string; size: number; seconds?: number; url: string }[]
  /** The button that was pressed. */
  press?: string
  /** The sender's own id of the message. */
  id?: string
  /** The letter that carried it: the same letter is the same line. */
  letter?: string
  /** The ticket it is about; inside only. */
  about?: string
}

/** How lines look to one reader. */
export type Sight = {
  isMine(line: Line): boolean
  nameOf?(line: Line): string | undefined
  urlOf(file: FileRef): string
  /** True for staff, who may see what a line is about. */
  inside: boolean
  /** What the reader must not know of. */
  hides?(line: Line): boolean
}

const page = 200

/** What the reader may see of a line, `undefined` where that is nothing. */
export function showLine(line: Line, sight: Sight): ShownLine | undefined {
  if (sight.hides?.(line)) return undefined
  const { text, press, files, buttons, letter } = line
  if (text === undefined && press === undefined && !files?.length) return undefined
  const mine = sight.isMine(line)
  const name = sight.nameOf?.(line)
  const by = line.by.startsWith('staff:') ? 'staff' : (line.by as ShownLine['by'])
  return {
    seq: line.seq,
    at: line.at,
    by,
    mine,
    ...(name !== undefined && { name }),
    ...(text !== undefined && { text: harmless(text) }),
    ...(buttons?.length && {
      buttons: buttons.map(({ id, label }) => ({ id, label: harmless(label) })),
    }),
    ...(files?.length && { files: files.map((file) => showFile(file, sight)) }),
    ...(press !== undefined && { press }),
    ...(mine && line.key !== undefined && { id: line.key.slice(line.key.lastIndexOf(':') + 1) }),
    ...(letter !== undefined && { letter }),
    ...(sight.inside && line.about !== undefined && { about: line.about }),
  }
}

function showFile(file: FileRef, sight: Sight) {
  const { name, type, size, seconds } = file
  return {
    name: harmless(name),
    type,
    size,
    ...(seconds !== undefined && { seconds }),
    url: sight.urlOf(file),
  }
}

/** All lines after `after` as frames whose id is the line's running number. */
export async function newLines(read: {
  store: Store
  actor: ActorId
  after: number
  sight: Sight
}): Promise<{ frames: readonly Frame[]; last: number }> {
  const frames: Frame[] = []
  let last = read.after
  for (;;) {
    const lines = await read.store.lines(read.actor, last, page)
    for (const line of lines) {
      last = line.seq
      const data = showLine(line, read.sight)
      if (data) frames.push({ event: 'line', id: line.seq, data })
    }
    if (lines.length < page) return { frames, last }
  }
}

/** A file that stands in one of the actor's lines; what stands in no line the reader may see is not for him. */
export async function hasFile(
  store: Store,
  actor: ActorId,
  id: string,
  hides: (line: Line) => boolean = () => false,
): Promise<boolean> {
  for (let after = 0; ; ) {
    const lines = await store.lines(actor, after, page)
    const shown = lines.filter((line) => !hides(line))
    if (shown.some((line) => line.files?.some((file) => file.id === id))) return true
    if (lines.length < page) return false
    after = lines.at(-1)!.seq
  }
}
