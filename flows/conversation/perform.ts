import { type Effect, unseenAlert } from '../../src/domain/effect.ts'
import { maskText } from '../../src/domain/mask.ts'
import { callUnasked, opensAt, unaskedReason } from './calling.ts'
import type { Context } from './context.ts'
import { localeIn, localeOf } from './hear.ts'
import { mayWriteAt } from './hours.ts'
import { introduce } from './introduce.ts'
import { listing } from './listing.ts'
import { placeOf } from './place.ts'
import {
  isHeard,
  lengthOf,
  type OwnEvent,
  patienceOf,
  speaks,
  type Talk,
  type Turn,
  text,
} from './turn.ts'
import { filedAs, withNumber } from './unconfirmed.ts'
import { answerDue, waitingSince } from './unheard.ts'

type Enqueue = {
  assign(context: Partial<Context>): void
  emit(effect: Effect): void
  raise(event: { type: OwnEvent['type'] }, timer: { id: string; delay: number }): void
  cancel(id: string): void
}

const patience = 'patience'
const colleague = 'colleague'
const hours = 'hours'
const unheard = 'unheard'
/** Characters of a message that a call's card shows. */
const longestLine = 80

/** Carries a turn out: what it changes, what it says, and the timers that follow from where the talk then stands. */
export function perform(enqueue: Enqueue, turn: (talk: Talk) => Turn, talk: Talk): void {
  const { event, rules } = talk
  const spoken = speaks(event)
  const context = spoken ? inTheirLanguage(talk.context, talk) : talk.context
  const answered = turn({ context, event, rules })
  const why = unaskedReason(context, event, answered)
  const done = why ? callUnasked({ context, event, rules }, why, answered) : answered
  const resumed = context.restarted && spoken ? withRestart(done.effects) : done.effects
  const now = { ...context, ...done.context }
  const filed = spoken && now.draft?.untold ? filedAs(now) : undefined
  const numbered = filed ? withNumber(resumed, filed) : resumed
  const introduced = done.alone ? undefined : introduce(context, event, rules, numbered)
  const effects = introduced ?? numbered
  const since = waitingSince(talk, now, { ...done, effects: effects ?? [] })
  const after: Context = {
    ...now,
    ...(done.erases ? {} : { ...since, ...heardNow(context, event, done) }),
    ...(resumed === done.effects ? {} : { restarted: false }),
    ...(introduced ? { introduced: true } : {}),
    ...(now.draft && numbered !== resumed ? { draft: { ...now.draft, untold: false } } : {}),
  }
  enqueue.assign(after)
  if (isSeen(context, after, done)) enqueue.cancel(unseenAlert)
  for (const effect of effects ?? []) enqueue.emit(effect)
  for (const effect of listing(talk.context, after, rules)) enqueue.emit(effect)
  wait(enqueue, talk, done, after)
  watchAnswer(enqueue, talk, after)
}

/** The call has been seen, or taken: it waits for nobody's eyes. */
function isSeen(before: Context, after: Context, { seen, colleague: watched }: Turn): boolean {
  return seen === true || watched === 'stop' || (after.person !== null && before.person === null)
}

/** The first words that nothing has answered set the moment; an answer of ours takes it away. */
function watchAnswer(enqueue: Enqueue, { context, event, rules }: Talk, after: Context): void {
  const { unheardSince } = after
  if (unheardSince === context.unheardSince) return
  if (!unheardSince) return enqueue.cancel(unheard)
  const delay = answerDue(unheardSince, event.now, rules) - event.now
  enqueue.raise({ type: 'answer.due' }, { id: unheard, delay })
}

/** What his next words end, whatever they are. */
const nowHeard = { greeted: false, arrivedAt: null, unreached: false } as const

/** What the customer's own words change by being said. */
function heardNow(context: Context, event: Talk['event'], turn: Turn): Partial<Context> {
  if (!speaks(event)) return {}
  const lately = latelyWith(context, event)
  const asks = turn.enough ? stillAsked(context) : { asksAddress: false, asksMedical: false }
  return { misses: turn.missed ?? 0, ...nowHeard, ...asks, spokeAt: event.now, ...lately }
}

/** A press that needs no answer, as for the link, leaves the question where it is. */
function stillAsked({ asksAddress = false, asksMedical = false }: Context): Partial<Context> {
  return { asksAddress, asksMedical }
}

/** The last things the customer wrote, as a card may show them. */
function latelyWith({ lately = [] }: Context, event: Talk['event']): Pick<Context, 'lately'> {
  if (event.type !== 'customer.said' && event.type !== 'customer.endangered') return {}
  const line = maskText(event.text).replaceAll(/\s+/g, ' ').trim()
  const words = line.length > longestLine ? `${line.slice(0, longestLine)}…` : line
  return words === '' || words === lately.at(-1) ? {} : { lately: [...lately, words].slice(-3) }
}

/** The silence ends in a reminder to the customer. */
function reminds(after: Context): boolean {
  return placeOf(after).startsWith('intake.') && !after.draft?.reminded
}

/** How long a colleague may stay silent, or a call untaken from when somebody reads it; in ms. */
function watch(after: Context, { event, rules }: Talk): number {
  const { humanSilent, callTaken, againCalm } = rules.policy.deadlines
  if (after.person) return lengthOf(humanSilent.within, rules, event.now)
  const everybodyCalled = after.calls > (rules.circles?.length ?? 0) + 1
  const span = (everybodyCalled ? againCalm : callTaken).within
  const from = opensAt(after, event.now, rules) ?? event.now
  return from - event.now + lengthOf(span, rules, from)
}

function wait(enqueue: Enqueue, talk: Talk, turn: Turn, after: Context): void {
  const { context, event, rules } = talk
  const span = patienceOf(after, rules)
  const moved = placeOf(context) !== placeOf(after)
  // What a blocked customer still says puts nothing off.
  const speaks = isHeard(event) && placeOf(after) !== 'blocked'
  if (span && (speaks || turn.waits || moved)) {
    const at = event.now + lengthOf(span, rules, event.now)
    const delay = (reminds(after) ? mayWriteAt(after, at, rules) : at) - event.now
    enqueue.raise({ type: 'customer.silent' }, { id: patience, delay })
  } else if (!span && patienceOf(context, rules)) {
    enqueue.cancel(patience)
  }
  // Who writes himself is awake: what waited for the morning follows his answer.
  const awake = isHeard(event) && after.held?.length ? event.now + 1_000 : undefined
  const wakesAt = turn.wakesAt ?? awake
  if (wakesAt) {
    enqueue.raise({ type: 'hours.open' }, { id: hours, delay: wakesAt - event.now })
  }
  if (turn.colleague === 'start') {
    enqueue.raise({ type: 'colleague.silent' }, { id: colleague, delay: watch(after, talk) })
  } else if (turn.colleague === 'stop') {
    enqueue.cancel(colleague)
  }
}

function inTheirLanguage(context: Context, { event }: Talk): Context {
  if (!speaks(event)) return context
  const { locale, localeBy } =
    event.type === 'customer.endangered' ? localeIn(context, event) : localeOf(context, event)
  const same = locale === context.locale && localeBy === context.localeBy
  return same ? context : { ...context, locale, localeBy }
}

/** An older chart's talk went on by a restart: said once, before the first thing that is said. */
function withRestart(effects: Turn['effects']): Turn['effects'] {
  const first = effects?.findIndex((effect) => effect.type === 'say' && !effect.approval) ?? -1
  const said = effects?.[first]
  if (!effects || said?.type !== 'say') return effects
  const again = said.texts.filter(({ key }) => key !== 'conversation.draft.resumed')
  return effects.with(first, { ...said, texts: [text('restarted'), ...again] })
}
