import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readDialogue } from '../../src/chat/dialogue.ts'
import { describeMongo } from '../support/mongo-database.ts'
import {
  asWritten,
  dialogueFiles,
  dialogueFolder,
  perPerson,
  playOn,
} from '../support/play-dialogues.ts'

describeMongo('on a shared database', (bench) => {
  it.each(dialogueFiles)('%s goes as it is written', async (file) => {
    const dialogue = readDialogue(await readFile(join(dialogueFolder, file), 'utf8'))
    const mongodb = { uri: bench.database.uri, restMs: 0 }
    const heard = await playOn(dialogue, { restartAlways: false, mongodb })
    expect(perPerson(dialogue, heard)).toBe(asWritten(dialogue))
  })

  /** Some of them: each restart connects anew. */
  const some = dialogueFiles.filter((_, n) => n % 15 === 7)
  it.each(some)('%s goes the same with a restart between any two messages', async (file) => {
    const dialogue = readDialogue(await readFile(join(dialogueFolder, file), 'utf8'))
    const mongodb = { uri: bench.database.uri, restMs: 0 }
    const heard = await playOn(dialogue, { restartAlways: true, mongodb })
    expect(perPerson(dialogue, heard)).toBe(asWritten(dialogue))
  })
})
