import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Dialogue, type Heard, readDialogue, type Step } from '../../src/chat/dialogue.ts'
import { voice } from './bench-voice.ts'
import { asWritten, dialogueFiles, dialogueFolder, perPerson } from './play-dialogues.ts'
import { type PlayHow, playOnAccount, wave } from './play-on-account.ts'

/** Its customers hear from us more than two days after their last word, or more than five times without a word of theirs. */
const beyondTheWindow = [
  'call-on-a-case.dialogue',
  'closed-and-again.dialogue',
  'holidays.dialogue',
  'left-with-a-colleague.dialogue',
  'levels-and-undo.dialogue',
  'no-answer-and-back.dialogue',
  'no-bot-please.zh-TW.dialogue',
  'promised-day-by-rule.dialogue',
  'promised-day-moved.dialogue',
  'silent-on-a-proposal.dialogue',
  'survey-twice-unhappy.dialogue',
  'survey-unanswered.dialogue',
  'to-the-department.dialogue',
]

export type AccountDialogues = {
  channel: string
  open: PlayHow['open']
  /** The names of what it says by itself around answers that waited. */
  asides: readonly string[]
  /** Choices that are pressed far below where they stood, by dialogue: where choices are text nobody can. */
  oldButtons?: Readonly<Record<string, string>>
  /** The account may write whenever it likes. */
  alwaysOpen?: boolean
}

/** Every dialogue, with its customers on an account of a platform; most platforms let us write for 48 hours, five times. */
export function accountDialogues(how: AccountDialogues): void {
  const { channel, open, oldButtons = {} } = how
  const shutOut = how.alwaysOpen ? [] : beyondTheWindow
  /** What is about the web page itself is played there alone. */
  const everywhere = dialogueFiles.filter((file) => read(file).on !== 'web')
  const whole = everywhere.filter((file) => !shutOut.includes(file) && !oldButtons[file])

  it.each(whole)(`%s goes on ${channel} as it is written`, async (file) => {
    const dialogue = read(file)
    const heard = await playOnAccount(dialogue, { open })
    expect(perPerson(dialogue, heard)).toBe(asWritten(dialogue))
  })

  it.each(Object.entries(oldButtons))(
    `%s goes on ${channel} but for a press on an old choice, %s, which is only text there`,
    async (file, label) => {
      const { steps, ...more } = read(file)
      const isOld = (step: Step) => step.kind === 'press' && step.label === label
      const dialogue = { ...more, steps: steps.filter((step) => !isOld(step)) }
      const heard = await playOnAccount(dialogue, { open })
      expect(perPerson(dialogue, heard)).toBe(asWritten(dialogue))
    },
  )

  comesLater(`%s goes on ${channel}; what its window shuts out`, shutOut, how)
}

/** What the platform does not let out at once comes with the customer's next message. */
export function comesLater(
  what: string,
  files: readonly string[],
  how: Pick<AccountDialogues, 'channel' | 'open' | 'asides'>,
): void {
  it.each(files)(
    `${what} comes with the customer's next message, once and in order`,
    async (file) => {
      const dialogue = withWaves(read(file))
      const heard = await playOnAccount(dialogue, { open: how.open, inTurn: true })
      const written = dialogue.steps.map((step) => step.heard)
      for (const who of customersOf(dialogue)) {
        const words = wordsTo(who, written, how)
        // Where words do not reach him, staff are called, and he hears that too.
        const told = wordsTo(who, heard, how).filter((line) => words.includes(line))
        expect(told).toEqual(words)
      }
    },
  )
}

function read(file: string): Dialogue {
  return readDialogue(readFileSync(join(dialogueFolder, file), 'utf8'))
}

/** Who can press only what he has seen opens the window first; and all do in the end. */
function withWaves(dialogue: Dialogue): Dialogue {
  const waves = (who: string): Step => ({
    kind: 'say',
    who,
    text: wave,
    line: 0,
    source: `${who}: ${wave}`,
    heard: [],
  })
  const isCustomers = (step: Step) => step.kind === 'press' && !step.who.startsWith('@')
  return {
    ...dialogue,
    steps: [
      ...dialogue.steps.flatMap((step) =>
        isCustomers(step) ? [waves((step as Step & { who: string }).who), step] : [step],
      ),
      ...customersOf(dialogue).map(waves),
    ],
  }
}

function customersOf({ steps }: Dialogue): string[] {
  const speakers = steps.flatMap((step) => ('who' in step ? [step.who] : []))
  return [...new Set(speakers)].filter((who) => !who.startsWith('@'))
}

/** Line by line; without the signs of choices, and without what the channel says by itself. */
function wordsTo(
  who: string,
  heard: readonly (readonly Heard[])[],
  { channel, asides }: Pick<AccountDialogues, 'channel' | 'asides'>,
): string[] {
  const own = asides.map((name) => voice.say({ key: `channels.${channel}.${name}` }, voice.locale))
  return heard
    .flat()
    .filter((one) => one.who === who)
    .flatMap(({ text, buttons }) => [
      ...text.split('\n'),
      ...buttons.filter((label) => !text.includes(label)),
    ])
    .map((line) =>
      line
        .replace(/<a [^>]*>(.*)<\/a>/, '$1')
        .replace(/^\d+\. /, '')
        .replace(/^「(.*)」$/, '$1'),
    )
    .filter((line) => line !== '' && !own.includes(line))
}
