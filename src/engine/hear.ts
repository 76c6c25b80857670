import { takesDigits } from '../domain/asks-answer.ts'
import { harmless } from '../domain/harmless.ts'
import { withoutSecrets } from '../domain/mask.ts'
import type { FileRef, InboundMessage } from '../domain/message.ts'
import type { Intent, Understanding } from '../domain/understanding.ts'
import type { Waiting } from './record.ts'
import type { StepTools, Stimulus } from './stimulus.ts'
import type { Turning } from './turning.ts'

/** The event of the letter to oneself that ends a burst. */
export const burstEnded = 'burst.ended'
const burstSlot = 'burst'
/** A message that took longer than this (ms) to come to us came late. */
const lag = 10_000
/** The event of a parked letter that keeps a message no step could take. */
export const unheard = 'message.unheard'

/** Wishes that are answered at once while a story is being told; in it people say "still not" and "I don't know" too. */
const storyBreakers: readonly Intent[] = [
  'human',
  'cancel',
  'give up',
  'restart',
  'language',
  'help',
  'submit',
  'robot',
  'see data',
  'private link',
  'erase data',
]
/** Wishes that are answered at once at any other time. */
const commands: readonly Intent[] = [...storyBreakers, 'progress', 'skip', 'urge', 'withdraw']

/**
 * A customer's message on its way to the chart: kept as a line at once; then a press, the start of a talk, a part of a
 * burst, or words to be answered now.
 */
export function hear(
  turning: Turning,
  stimulus: Stimulus & { type: 'message' },
  tools: StepTools,
): void {
  turning.cameBy(stimulus.message)
  turning.draft.line(lineOf(stimulus.message))
  if (stimulus.limited && !tellsDanger(turning, stimulus.message, tools)) return limit(turning)
  hearWords(turning, stimulus.message, tools)
}

/** The message itself, once its line is kept. */
export function hearWords(turning: Turning, message: InboundMessage, tools: StepTools): void {
  const pressed = pressedBy(message, turning)
  if (pressed) {
    hearWaiting(turning)
    const late = lateness(message, turning)
    return turning.event({ type: 'customer.pressed', button: pressed, ...late } as { type: string })
  }
  const text = wordsOf(message, tools)
  const { files = [], known } = message
  const late = lateness(message, turning)
  const words: Waiting = { text, files, at: turning.now, ...late, ...(known && { known }) }
  const understood = turning.understand(text)
  if (atOnce(turning, words, understood))
    return say(turning, [...waitingOf(turning), words], understood)
  if (turning.isNew)
    turning.event({ type: 'customer.arrived', text, understood } as { type: string })
  wait(turning, words, tools)
}

function lateness({ at }: InboundMessage, { now }: Turning): Pick<Waiting, 'wroteAt'> {
  return now - at > lag ? { wroteAt: at } : {}
}

/** Danger is heard whatever else holds: also of somebody who writes too much. */
function tellsDanger(turning: Turning, message: InboundMessage, tools: StepTools): boolean {
  if (message.press !== undefined) return false
  return turning.understand(wordsOf(message, tools)).danger !== undefined
}

function wordsOf(message: InboundMessage, { textLength }: StepTools): string {
  return harmless((message.text ?? '').slice(0, textLength))
}

/** The customer has paused: the chart hears the whole burst as one. */
export function hearWaiting(turning: Turning): void {
  const waiting = waitingOf(turning)
  if (waiting.length) say(turning, waiting)
}

function say(turning: Turning, burst: readonly Waiting[], last?: Understanding): void {
  const said = burst
    .map((words) => words.text)
    .filter(Boolean)
    .join('\n')
  const whole = last && burst.length === 1 ? last : joined(turning.understand(said), last)
  const { order, tracking } = whole.facts
  const masked = withoutSecrets(
    said,
    [order, tracking].filter((one) => one !== undefined),
  )
  // What nobody may send is kept in the transcript and goes no further.
  const text = masked ?? said
  const understood = masked === undefined ? whole : turning.understand(masked)
  const files = burst.flatMap((words): readonly FileRef[] => words.files)
  const known = burst.findLast((words) => words.known)?.known
  delete turning.record.waiting
  turning.draft.cancel(burstSlot)
  const type = understood.danger ? 'customer.endangered' : 'customer.said'
  const late = burst.flatMap(({ wroteAt }) => wroteAt ?? [])
  const wroteAt = late.length ? Math.min(...late) : undefined
  const event = {
    type,
    text,
    understood,
    files,
    ...(known && { known }),
    ...(wroteAt && { wroteAt }),
  }
  turning.event(masked === undefined ? event : ({ ...event, secret: true } as typeof event))
}

/** The last message of a burst may be a command or a plain yes, which the words before it must not hide. */
function joined(whole: Understanding, last: Understanding | undefined): Understanding {
  if (!last) return whole
  return {
    ...whole,
    intents: [...new Set([...last.intents, ...whole.intents])],
    ...(last.yes === undefined ? {} : { yes: last.yes }),
    ...(last.danger ? { danger: last.danger } : {}),
  }
}

function atOnce(turning: Turning, words: Waiting, understood: Understanding): boolean {
  const wants = (wishes: readonly Intent[]) =>
    understood.intents.some((intent) => wishes.includes(intent))
  if (understood.danger) return true
  if (turning.isNew) return !understood.grievance && wants(commands)
  if (words.files.length > 0 || understood.yes !== undefined) return true
  if (understood.digit !== undefined) return true
  const hears = turning.record.hears ?? 'at once'
  if (hears === 'story') return wants(storyBreakers)
  return hears === 'at once' || wants(commands)
}

function wait(turning: Turning, words: Waiting, tools: StepTools): void {
  const waiting = [...waitingOf(turning), words]
  const story = turning.isNew || turning.record.hears === 'story'
  const pause = story ? tools.burst.story : tools.burst.answer
  const latest = waiting[0]!.at + tools.burst.storyAtMost
  turning.record.waiting = waiting
  turning.draft.post(burstSlot, Math.min(turning.now + pause, latest), { type: burstEnded })
}

function limit(turning: Turning): void {
  const minute = Math.floor(turning.now / 60_000)
  if (turning.record.limitedAt === minute) return
  turning.record.limitedAt = minute
  turning.notice({ key: 'conversation.limited' })
}

function waitingOf(turning: Turning): readonly Waiting[] {
  return turning.record.waiting ?? []
}

/** A button, its digit, or its very label. */
function pressedBy(message: InboundMessage, turning: Turning): string | undefined {
  if (message.press !== undefined) return message.press
  const text = message.text?.trim()
  const choices = turning.record.choices
  if (!text || !choices || message.files?.length || text.length > 40) return undefined
  const digit = /^[1-9]$/.test(text.normalize('NFKC')) ? Number(text.normalize('NFKC')) : 0
  const named = choices.find((choice) => choice.label === text)
  return (choices.filter(takesDigits)[digit - 1] ?? named)?.id
}

/** A customer's message as a line of the transcript. */
export function lineOf(message: InboundMessage) {
  const { at, text, files, press, key } = message
  return {
    at,
    by: 'customer',
    key,
    ...(text === undefined ? {} : { text }),
    ...(files?.length ? { files } : {}),
    ...(press === undefined ? {} : { press }),
  }
}
