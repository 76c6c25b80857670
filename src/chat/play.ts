import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { VirtualClock } from '../clock/virtual.ts'
import { type Dialogue, type Heard, readDialogue, type Step, writeHeard } from './dialogue.ts'
import { LineDesk, type Reopen } from './line-desk.ts'
import type { LineIn, LineOut } from './lines.ts'
import { openTerminalDesk } from './terminal-desk.ts'

/** A line of the dialogue could not be carried out. */
export class PlayError extends Error {
  override name = 'PlayError'
}

export type PlayOptions = {
  /** Opens the desk on the given clock; again after each restart. */
  open(clock: VirtualClock): Reopen
  /** Where the pictures of the dialogue lie. */
  pictures: string
  /** Close and open the desk before each step, as after a crash between any two messages. */
  restartAlways?: boolean
  onHeard?(step: Step, heard: readonly Heard[]): void
}

/** Plays a dialogue on a real desk; answers what was heard at each step, in order. Throws `PlayError`. */
export async function play(dialogue: Dialogue, options: PlayOptions): Promise<Heard[][]> {
  const clock = new VirtualClock(Date.parse(dialogue.at))
  const screens = new Map<string, Screen>()
  let out: LineOut[] = []
  const lines = new LineDesk({ clock, out: (line) => out.push(line), open: options.open(clock) })
  await lines.open()
  const all: Heard[][] = []
  try {
    let code = ''
    for (const step of dialogue.steps) {
      if (options.restartAlways) await lines.take({ restart: true })
      out = []
      await lines.take(lineOf(withCode(step, code), screens, { ...options, on: dialogue.on }))
      const failed = out.find((line) => 'error' in line)
      if (failed) throw new PlayError(`line ${step.line}: ${step.source}: ${failed.error}`)
      const plain = out.flatMap((line) => heardOf(line, screens))
      code = plain.map(({ text }) => text.match(invitation)?.[0]).find(Boolean) ?? code
      const heard = plain.map((each) => ({
        ...each,
        text: each.text.replaceAll(invitation, '<code>'),
      }))
      all.push(heard)
      options.onHeard?.(step, heard)
    }
  } finally {
    await lines.close()
  }
  return all
}

/** Plays a file and prints the transcript. */
export async function playFile(options: {
  file: string
  folder: string
  print(text: string): void
}): Promise<void> {
  const dialogue = readDialogue(await readFile(options.file, 'utf8'))
  for (const line of dialogue.head) options.print(line)
  await play(dialogue, {
    pictures: dirname(resolve(options.file)),
    open: (clock) => (deliver) => openTerminalDesk({ folder: options.folder, clock, deliver }),
    onHeard(step, heard) {
      options.print(step.source)
      for (const each of heard) options.print(writeHeard(each))
    },
  })
}

/** A code of an invitation is another each time: a dialogue writes `<code>`, also to say the last one heard. */
const invitation = /\b[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}\b/g

function withCode(step: Step, code: string): Step {
  return step.kind === 'say' ? { ...step, text: step.text.replace('<code>', code) } : step
}

/** What somebody sees: the buttons shown so far, by label, and the last message. */
type Screen = { buttons: Map<string, string>; last: string }

function heardOf(line: LineOut, screens: Map<string, Screen>): Heard[] {
  if (!('to' in line)) return []
  const who = line.to
    .replace(/^customer:(web\/)?/, '')
    .replace(/^staff:/, '@')
    .replace(/^team:/, '#')
  const buttons = screens.get(who)?.buttons ?? new Map<string, string>()
  for (const { id, label } of line.buttons) buttons.set(label, id)
  screens.set(who, { buttons, last: line.id })
  return [{ who, text: line.text, buttons: line.buttons.map(({ label }) => label) }]
}

type Scene = Pick<PlayOptions, 'pictures'> & Pick<Dialogue, 'on'>

function lineOf(step: Step, screens: Map<string, Screen>, { pictures, on }: Scene): LineIn {
  switch (step.kind) {
    case 'say':
      return {
        ...from(step, on),
        text: step.text,
        ...(step.burst ? { burst: true } : {}),
        ...(step.answers ? { reply: screens.get(placeOf(step))?.last } : {}),
      }
    case 'photo':
      return {
        ...from(step, on),
        [isRecording.test(step.file) ? 'voice' : 'photo']: resolve(pictures, step.file),
        ...(step.text === undefined ? {} : { text: step.text }),
      }
    case 'press':
      return { ...from(step, on), press: buttonOf(step, screens) }
    case 'pass':
      return { advance: step.duration }
    case 'pass to':
      return { advanceTo: step.time }
    case 'restart':
      return { restart: true }
    case 'enrol': {
      const { id, role, team, name } = step
      return { enrol: id, role, ...(team ? { team } : {}), ...(name ? { name } : {}) } as LineIn
    }
  }
}

/** `li! FILE` shows a picture or sends a recording, by the file's name. */
const isRecording = /\.(amr|ogg|mp3|m4a|wav|webm|aac)$/

function from(
  step: { who: string; room?: string },
  on: Dialogue['on'],
): { from: string; room?: string } {
  const page = on === 'web' ? 'web/' : ''
  const staff = step.who.startsWith('@')
  return {
    from: staff ? `staff:${step.who.slice(1)}` : `customer:${page}${step.who}`,
    ...(step.room ? { room: `team:${step.room}` } : {}),
  }
}

function placeOf(step: { who: string; room?: string }): string {
  return step.room ? `#${step.room}` : step.who
}

function buttonOf(step: Step & { kind: 'press' }, screens: Map<string, Screen>): string {
  const place = placeOf(step)
  const id = screens.get(place)?.buttons.get(step.label)
  if (id === undefined) {
    throw new PlayError(`line ${step.line}: ${place} was shown no button "${step.label}"`)
  }
  return id
}
