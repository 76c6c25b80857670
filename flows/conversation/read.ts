import { isVoice } from '../../src/domain/message.ts'
import type { Intent, Understanding } from '../../src/domain/understanding.ts'
import { type Context, currentTicket, type Waiting } from './context.ts'
import { asksUnknown, noteIn } from './inquiry.ts'
import { lastAnswer } from './last-answer.ts'
import type { Heard, Meaning, Said } from './meaning.ts'
import { namedElsewhere } from './named-elsewhere.ts'
import { namedLine } from './named-line.ts'
import { asksOptional, isQuestion, type Place, placeOf } from './place.ts'
import { digitAsPress, readPress } from './read-press.ts'
import { saysMissing } from './says-missing.ts'
import { scoreIn } from './scores.ts'
/**
 * Reads a message or a press. A button of an older question means nothing any more, harmlessly. Pure: every guard of a
 * step asks.
 */
export const read = lastAnswer((context: Context, event: Heard): Meaning => {
  // Words mean what they mean, whether or not they are handled.
  const place = placeOf(context.blocked ? { ...context, blocked: null } : context)
  if (event.type === 'customer.pressed') return readPress(context, event.button, place)
  if (isOnlySecret(event)) return 'a secret'
  const pressed = digitAsPress(context, event, place)
  return pressed ? readPress(context, pressed, place) : readWords(context, event, place)
})

/** True where somebody tells something went wrong, or what it is about, or what they want for it. */
export function complains(u: Understanding): boolean {
  const about = u.grievance || u.hurt || u.category !== undefined || u.wish !== undefined
  return about || u.intents.includes('complaint')
}

/** True where the words tell what happened, not only that something did. */
export function tells(u: Understanding, text: string): boolean {
  if (!complains(u)) return false
  if (u.category || u.hurt || u.loss !== undefined || Object.keys(u.facts).length > 0) return true
  return widthOf(text) >= (u.intents.includes('complaint') ? 60 : 32)
}

/** Roughly how much is said: a Chinese character weighs as much as two letters. */
export function widthOf(text: string): number {
  let width = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (!isSecondHalf(unit)) width += unit > 0x2e80 ? 2 : 1
  }
  return width
}

/** The second of the two units an emoji or a rare character is made of. */
function isSecondHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}

/** A number or a password and little else: no answer to anything. */
function isOnlySecret({ secret, text, understood }: Said): boolean {
  return secret === true && widthOf(text) <= 80 && !complains(understood)
}

const anywhere: readonly (Intent & Meaning)[] = [
  'human',
  'give up',
  'withdraw',
  'cancel',
  'restart',
  'submit',
]
const unlessTold: readonly (Intent & Meaning)[] = [
  'language',
  'erase data',
  'see data',
  'private link',
  'robot',
  'help',
]

/** Where a talk rests after something was carried out. */
const awaitsThings: readonly Place[] = ['following.listening', 'survey.scoring']

/** What is wanted at once, unless it stands in a long story; a number that is not his asks for its code. */
function readCommand(context: Context, event: Said, told: boolean): Meaning | undefined {
  const { understood: u, text } = event
  if (told && widthOf(text) > 60) return undefined
  const command = anywhere.find((intent) => u.intents.includes(intent))
  if (command === 'human') return command
  if (command === 'give up' && u.intents.includes('skip') && asksOptional(context)) {
    return 'skip'
  }
  if (placeOf(context) === 'following.listening' && consents(context, event)) {
    return 'medical papers'
  }
  const free = command === undefined || command === 'give up'
  if (context.asksAddress && free && placeOf(context) === 'following.listening') {
    const meant = readAddress(event)
    if (meant) return meant
  }
  return namedElsewhere(context, text) ? 'a number' : command
}

/** A yes or no to whether he sends medical papers, and no picture with it. */
function consents({ asksMedical }: Context, { understood, files }: Said): boolean {
  return asksMedical === true && understood.yes !== undefined && files.length === 0
}

/** He says that what was carried out has not come, and does not start another complaint by it. */
function isMissing(context: Context, { understood: u, text }: Said, place: Place): boolean {
  const waits = awaitsThings.includes(place) && !u.intents.includes('complaint')
  return waits && saysMissing(currentTicket(context), text)
}

function readWords(context: Context, event: Said, place: Place): Meaning {
  const { understood: u, text } = event
  const has = (intent: Intent) => u.intents.includes(intent)
  const told = tells(u, text)
  const command = readCommand(context, event, told)
  if (command) return command
  if (u.wantsLocale && !told) return 'language'
  if (isMissing(context, event, place)) return 'not received'
  if (!told || currentTicket(context)) {
    if (has('progress')) return 'progress'
    if (has('urge')) return urged(context, place)
  }
  const aside = told ? undefined : unlessTold.find(has)
  if (aside === 'erase data' && context.danger) return 'words'
  if (aside) return aside
  if (asksUnknown(event, place) && widthOf(text) <= 60) return 'an unknown question'
  if (noteIn(event, place)) return 'a note'
  if (namesLine(event, place)) return 'change'
  const refusal = readRefusal(event, place)
  return (
    refusal ?? readOpinion(context, event, place) ?? readAnswer(u, place) ?? readRest(event, place)
  )
}

/** An answer to whether he leaves an address; anything else is heard as always. */
function readAddress({ understood: u, text }: Said): Meaning | undefined {
  if (u.contact.phone !== undefined || u.contact.email !== undefined) return 'an address'
  const leaves = u.yes === false || u.intents.some((i) => i === 'skip' || i === 'give up')
  const short = widthOf(text) <= 24 && !u.grievance
  return short && (leaves || ratherNot.test(text)) ? 'no address' : undefined
}

/** A no that is more than the word, and an answer without any word. */
function readRefusal({ understood: u, text, files }: Said, place: Place): Meaning | undefined {
  const confirms = place.includes('confirming') || place === 'intake.asking whether to call'
  if (confirms && saysNo.test(text)) return 'no'
  if (place === 'danger.asking') return readDoubt(text)
  if (isQuestion(place) && !hasWords.test(text) && files.length === 0) {
    return complains(u) ? 'a sigh' : (readAnswer(u, place) ?? 'skip')
  }
  const reached = Object.keys(u.contact).length > 0
  const refuses = place === 'intake.asking contact' && ratherNot.test(text) && !reached
  return refuses ? 'skip' : undefined
}

/** Is anybody in danger? Who does not know may be. */
function readDoubt(text: string): Meaning | undefined {
  if (nobody.test(text)) return 'no'
  return somebody.test(text) ? 'yes' : undefined
}

const nobody =
  /^(没|沒|无|無|不是|不危险|不危險|都没|都沒|no\b|nobody|none|not (?!sure)|nope)|安全|没事|沒事|医院|醫院|包扎|包紮|hospital|safe\b|is fine|are fine/i
const somebody =
  /^(有(?!没|沒)|是的?$|对的?$|對的?$|还在|還在|正在|不知道|不确定|不確定|不清楚|yes|yeah|not sure|i don.t know)/i

/** How somebody begins who would rather not say. */
export const ratherNot =
  /^(?:先|就|也|还是|還是)?(不|没|沒|无|無|别|別|免|算了|no\b|none|skip|rather not|don.t)/i
const saysNo = /^(不|先不|先别|先別|别|別|no\b|don.t|not\b)/i
const hasWords = /[\p{L}\p{N}]/u

/** "Hurry up" before there is a ticket is a wish where that is asked, leaves out what may be left open, else is a sigh. */
function urged(context: Context, place: Place): Meaning {
  if (currentTicket(context) || !place.startsWith('intake.')) return 'urge'
  if (asksOptional(context)) return 'skip'
  return place === 'intake.asking the wish' ? 'words' : 'a sigh'
}

/** Wants a line of the summary changed, and does not say yet how. */
function namesLine({ understood: u, text }: Said, place: Place): boolean {
  const summedUp = place === 'intake.summing up' || place === 'intake.choosing what to change'
  if (!summedUp) return false
  const told = { ...u.facts, ...u.contact }
  return Object.keys(told).length === 0 && u.wish === undefined && namedLine(text) !== undefined
}

function readAnswer(u: Understanding, place: Place): Meaning | undefined {
  if (u.option !== undefined && place === 'intake.asking') return 'words'
  if (isQuestion(place) && u.intents.includes('skip')) return 'skip'
  const leaves = u.intents.includes('goodbye') && !place.startsWith('intake.')
  if (u.yes !== undefined && !leaves) return u.yes ? 'yes' : 'no'
  if (u.answer !== undefined && !u.grievance) return 'a question'
  return undefined
}

function readRest({ understood: u, text, files }: Said, place: Place): Meaning {
  if (complains(u)) return 'grievance'
  if (files.length > 0 && text.trim() === '') return files.some(isVoice) ? 'voice' : 'photo'
  const told = Object.keys(u.facts).some((slot) => slot !== 'when' || u.intents.length === 0)
  if (!told && files.length === 0 && onlyWishesContact(u, place)) return 'contact wish'
  if (told || Object.keys(u.contact).length > 0) return 'words'
  const said = (['skip', 'goodbye', 'thanks', 'greeting'] as const).find((intent) =>
    u.intents.includes(intent),
  )
  return said ?? 'words'
}

/** Says how to be reached and nothing else; where that was asked, or is read back, it is an answer. */
function onlyWishesContact({ contact }: Understanding, place: Place): boolean {
  const asked = place === 'intake.asking contact' || place === 'intake.summing up'
  return contact.wishes !== undefined && Object.keys(contact).length === 1 && !asked
}

function readOpinion(context: Context, event: Said, place: Place): Meaning | undefined {
  const { understood: u } = event
  if (place === 'survey.scoring') {
    if (scoreIn(event.text) !== undefined) return 'scores'
    return u.grievance ? 'objects' : undefined
  }
  if (place !== 'opinion.deciding') return undefined
  const waiting = context.waiting[0] as Waiting & { what: 'opinion' }
  if (u.yes === true && waiting.options.length === 1) return 'accepts'
  if (u.yes === false) return 'declines'
  return u.grievance || u.wish !== undefined || u.loss !== undefined
    ? 'declines because'
    : undefined
}
