import { readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  type Dialogue,
  type Heard,
  readDialogue,
  rewrite,
  writeHeard,
} from '../../src/chat/dialogue.ts'
import { play } from '../../src/chat/play.ts'
import { openTerminalDesk } from '../../src/chat/terminal-desk.ts'

const folder = import.meta.dirname
const files = readdirSync(folder).filter((name) => name.endsWith('.dialogue'))

/** How fast somebody writes is counted in the process; a restart forgives it. */
const countsInMemory = ['thirty-in-a-minute.dialogue']

async function playOn(dialogue: Dialogue, restartAlways: boolean): Promise<Heard[][]> {
  const data = await mkdtemp(join(tmpdir(), 'redress-dialogue-'))
  try {
    return await play(dialogue, {
      restartAlways,
      pictures: join(folder, '../fixtures/pictures'),
      open: (clock) => (deliver) => openTerminalDesk({ folder: data, clock, deliver }),
    })
  } finally {
    await rm(data, { recursive: true })
  }
}

/** What each person hears at each step; different people's messages have no order among them. */
function perPerson(dialogue: Dialogue, heard: readonly (readonly Heard[])[]): string {
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

describe.each(files)('%s', (file) => {
  const read = async () => readDialogue(await readFile(join(folder, file), 'utf8'))

  it('goes as it is written', async () => {
    const dialogue = await read()
    const heard = await playOn(dialogue, false)
    if (process.env.UPDATE) await writeFile(join(folder, file), rewrite(dialogue, heard))
    const expected = process.env.UPDATE ? heard : dialogue.steps.map((step) => step.heard)
    expect(perPerson(dialogue, heard)).toBe(perPerson(dialogue, expected))
  })

  it.skipIf(countsInMemory.includes(file))(
    'goes the same with a restart between any two messages',
    async () => {
      const dialogue = await read()
      const heard = await playOn(dialogue, true)
      expect(perPerson(dialogue, heard)).toBe(
        perPerson(
          dialogue,
          dialogue.steps.map((step) => step.heard),
        ),
      )
    },
  )
})

it('has at least 25 dialogues', () => {
  expect(files.length).toBeGreaterThanOrEqual(25)
})
