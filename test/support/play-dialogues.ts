import { readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Dialogue, type Heard, writeHeard } from '../../src/chat/dialogue.ts'
import { play } from '../../src/chat/play.ts'
import { openTerminalDesk } from '../../src/chat/terminal-desk.ts'
import type { StorePlace } from '../../src/open-store.ts'

/** Where the dialogues lie. */
export const dialogueFolder = join(import.meta.dirname, '../dialogues')
export const dialogueFiles = readdirSync(dialogueFolder).filter((name) =>
  name.endsWith('.dialogue'),
)

/** Plays a dialogue on a desk of its own: in an empty folder, or in the database that is named. */
export async function playOn(
  dialogue: Dialogue,
  how: { restartAlways: boolean; mongodb?: StorePlace['mongodb'] },
): Promise<Heard[][]> {
  const { restartAlways, mongodb } = how
  const folder = await mkdtemp(join(tmpdir(), 'redress-dialogue-'))
  try {
    return await play(dialogue, {
      restartAlways,
      pictures: pictureFolder,
      open: (clock) => (deliver) => openTerminalDesk({ folder, mongodb, clock, deliver }),
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Where their pictures lie, and beside them their recordings. */
export const pictureFolder = join(dialogueFolder, '../fixtures/pictures')

/** What each person hears at each step; different people's messages have no order among them. */
export function perPerson(dialogue: Dialogue, heard: readonly (readonly Heard[])[]): string {
  return dialogue.steps
    .map((step, i) => {
      const people = new Map<string, string[]>()
      for (const each of heard[i] ?? []) {
        people.set(each.who, [...(people.get(each.who) ?? []), writeHeard(each)])
      }
      const sorted = [...people].sort(([a], [b]) => (a < b ? -1 : 1))
      return [step.source, ...sorted.flatMap(([, lines]) => lines)].join('\n')
    })
    .join('\n')
}

/** The same as it is written. */
export function asWritten(dialogue: Dialogue): string {
  return perPerson(
    dialogue,
    dialogue.steps.map((step) => step.heard),
  )
}
