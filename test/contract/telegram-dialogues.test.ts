import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Heard, readDialogue } from '../../src/chat/dialogue.ts'
import { dialogueFiles, dialogueFolder, perPerson } from '../support/play-dialogues.ts'
import { playOnTelegram } from '../support/play-on-telegram.ts'

const read = (file: string) => readDialogue(readFileSync(join(dialogueFolder, file), 'utf8'))
/** What is about the web page itself is played there alone. */
const everywhere = dialogueFiles.filter((file) => read(file).on !== 'web')

it.each(everywhere)('%s goes on Telegram as it is written', async (file) => {
  const dialogue = read(file)
  const heard = await playOnTelegram(dialogue)
  const written = dialogue.steps.map((step) => step.heard)
  expect(perPerson(dialogue, heard.map(asGroupsShow))).toBe(
    perPerson(dialogue, written.map(asGroupsShow)),
  )
})

/** In a group the card of a case stands once and is drawn anew: of what comes later only the news is said. */
function asGroupsShow(heard: readonly Heard[]): Heard[] {
  return heard.map((each) =>
    each.who.startsWith('#') ? { ...each, text: each.text.split('\n')[0]! } : each,
  )
}
