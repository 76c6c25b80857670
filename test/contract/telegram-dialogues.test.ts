import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readDialogue } from '../../src/chat/dialogue.ts'
import { asWritten, dialogueFiles, dialogueFolder, perPerson } from '../support/play-dialogues.ts'
import { playOnTelegram } from '../support/play-on-telegram.ts'

const read = (file: string) => readDialogue(readFileSync(join(dialogueFolder, file), 'utf8'))
/** What is about the web page itself is played there alone. */
const everywhere = dialogueFiles.filter((file) => read(file).on !== 'web')

it.each(everywhere)('%s goes on Telegram as it is written', async (file) => {
  const dialogue = read(file)
  const heard = await playOnTelegram(dialogue)
  expect(perPerson(dialogue, heard)).toBe(asWritten(dialogue))
})
