import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDialogue, rewrite } from '../../src/chat/dialogue.ts'
import {
  asWritten,
  dialogueFiles,
  dialogueFolder,
  perPerson,
  playOn,
} from '../support/play-dialogues.ts'

/** How fast somebody writes is counted in the process; a restart forgives it. */
const countsInMemory = ['thirty-in-a-minute.dialogue']

describe.each(dialogueFiles)('%s', (file) => {
  const path = join(dialogueFolder, file)
  const read = async () => readDialogue(await readFile(path, 'utf8'))

  it('goes as it is written', async () => {
    const dialogue = await read()
    const heard = await playOn(dialogue, { restartAlways: false })
    if (process.env.UPDATE) return writeFile(path, rewrite(dialogue, heard))
    expect(perPerson(dialogue, heard)).toBe(asWritten(dialogue))
  })

  it.skipIf(countsInMemory.includes(file))(
    'goes the same with a restart between any two messages',
    async () => {
      const dialogue = await read()
      const heard = await playOn(dialogue, { restartAlways: true })
      expect(perPerson(dialogue, heard)).toBe(asWritten(dialogue))
    },
  )
})

it('has at least 25 dialogues', () => {
  expect(dialogueFiles.length).toBeGreaterThanOrEqual(25)
})
