import type { Context } from './context.ts'
import type { Open } from './draft.ts'
import type { Meaning, Said } from './meaning.ts'
import { isQuestion, type Place } from './place.ts'

type Press = { context: Context; place: Place; parts: readonly (string | undefined)[] }

/** By the first part of a button's id. Those that are not here are of no chart we know. */
const presses: Readonly<Record<string, (press: Press) => Meaning | false>> = {
  danger: ({ place, parts }) => place === 'danger.asking' && yesOrNo(parts[1]),
  human: () => 'human',
  progress: () => 'progress',
  locale: () => 'language',
  option: ({ context, place, parts }) =>
    place === 'intake.asking' && is(context.draft?.open, 'question', parts[1]) && 'words',
  skip: ({ context, place, parts }) =>
    parts[1] === 'address'
      ? context.asksAddress === true && 'no address'
      : isQuestion(place) &&
        context.draft?.open?.kind === parts[1] &&
        (parts[1] === 'need' ? 'words' : 'skip'),
  link: () => 'a link',
  summary: ({ place, parts }) => place === 'intake.summing up' && yesOrNo(parts[1]),
  change: ({ place }) => place === 'intake.choosing what to change' && 'change',
  cancel: ({ place, parts }) => place === 'intake.confirming the cancel' && yesOrNo(parts[1]),
  person: ({ place, parts }) => place === 'intake.asking whether to call' && yesOrNo(parts[1]),
  withdraw: ({ place, parts }) =>
    place === 'following.confirming the withdrawal' && yesOrNo(parts[2]),
  erase: ({ place, parts }) => place === 'confirming the erasure' && yesOrNo(parts[1]),
  matter: ({ place, parts }) =>
    place === 'following.asking which matter' &&
    (parts[1] === 'new' ? 'new matter' : 'same matter'),
  medical: ({ context, parts }) =>
    context.tickets.some((t) => t.number === parts[1] && t.medical === 'asked') && 'medical papers',
  object: ({ context, parts }) =>
    context.tickets.some((t) => t.number === parts[1] && t.standing === 'refused') && 'objects',
  missing: ({ context, parts }) =>
    context.tickets.some((t) => t.number === parts[1] && t.carriedOut === 'told') && 'not received',
  opinion: readTicketPress,
  survey: readTicketPress,
  question: ({ context, parts }) =>
    context.waiting.some(
      (w) => w.what === 'question' && w.number === parts[1] && String(w.question) === parts[2],
    ) && 'does not know',
}

/** What the press of that button means at this place; `outdated` where its question is over. */
export function readPress(context: Context, button: string, place: Place): Meaning {
  const parts = button.split(':')
  const known = presses[parts[0] ?? '']
  return known?.({ context, place, parts }) || 'outdated'
}

function yesOrNo(part: string | undefined): Meaning {
  return part === 'yes' ? 'yes' : 'no'
}

function readTicketPress({ context, parts }: Press): Meaning {
  const [what, number, b, c] = parts
  const asked = context.waiting.find((w) => w.what === what && w.number === number)
  if (!asked) {
    const unanswered = context.tickets.find((t) => t.number === number)?.standing === 'no answer'
    return unanswered ? 'decides late' : 'outdated'
  }
  if (asked.what === 'question') return 'outdated'
  if (asked.what === 'survey') return asked.low || !/^[1-5]$/.test(b ?? '') ? 'outdated' : 'scores'
  if (String(asked.proposal) !== b) return 'outdated'
  if (c === 'accept') return 'accepts'
  if (c === 'decline') return 'declines'
  return c === 'someone' ? 'wants another' : 'outdated'
}

function is(open: Open | null | undefined, kind: Open['kind'], id: string | undefined): boolean {
  return open?.kind === kind && open.id === id
}

/** A digit in words stands for the choice of that place, where the last message no longer shows them. */
export function digitAsPress(context: Context, event: Said, place: Place): string | undefined {
  const n = event.understood.digit
  if (n === undefined) return undefined
  const waiting = context.waiting[0]
  if (place === 'opinion.deciding' && waiting?.what === 'opinion') {
    const stem = `opinion:${waiting.number}:${waiting.proposal}`
    const ids = [...waiting.options.map((_, i) => `accept:${i}`), 'decline', 'someone']
    return ids[n - 1] ? `${stem}:${ids[n - 1]}` : undefined
  }
  if (place === 'survey.scoring' && waiting && n >= 1 && n <= 5) {
    return `survey:${waiting.number}:${n}`
  }
  if (place === 'intake.summing up') return ['', 'summary:yes', 'summary:change'][n]
  if (place === 'intake.confirming the cancel') return ['', 'cancel:yes', 'cancel:no'][n]
  if (place === 'confirming the erasure') return ['', 'erase:yes', 'erase:no'][n]
  if (place === 'intake.asking whether to call') return ['', 'person:yes', 'person:no'][n]
  return undefined
}
