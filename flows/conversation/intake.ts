import type { ConversationEvent } from '../../src/domain/conversation-events.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { type Ask, askOpen } from './ask.ts'
import { alternatives, type Context, type Rules } from './context.ts'
import { type Draft, newDraft, type Open } from './draft.ts'
import { eraseWithDraft } from './erasure.ts'
import { addFiles, hear, localeIn, withOpen } from './hear.ts'
import { lastAnswer } from './last-answer.ts'
import type { Heard } from './meaning.ts'
import { namedLine } from './named-line.ts'
import { type Place, placeOf } from './place.ts'
import { planNext } from './plan.ts'
import { read } from './read.ts'
import { soothe, soothingFor } from './soothe.ts'
import { complaintOf, knownSlots } from './summary.ts'
import { tell } from './tell.ts'
import { goOn, say, type Talk, type Turn, text } from './turn.ts'

type HeardTalk = Talk<Heard>

/** The first words, answered at once: no question in it, and no apology before there is a grievance. */
export function greet(talk: Talk<ConversationEvent & { type: 'customer.arrived' }>): Turn {
  const { context, event } = talk
  const { understood: u } = event
  const met: Partial<Context> = {
    greeted: true,
    arrivedAt: event.now,
    ...localeIn(context, event),
  }
  if (u.grievance || u.hurt) {
    const kind = soothingFor(u)
    met.soothed = { ...context.soothed, [kind]: context.soothed[kind] + 1 }
    return { context: met, effects: [say([text(`soothe.${kind}`)])] }
  }
  const key = u.intents.includes('thanks') ? 'arrived.thanks' : 'arrived.hello'
  return { context: met, effects: [say([text(key)])] }
}

type Decision = { heard: Context; place: Place; open: Open | 'send' }

/** What the words make of the draft, and where that leads: asked by the guards and by the action of the same step. */
export function decide({ context, event, rules }: HeardTalk): Decision {
  return decideOn(context, event, rules)
}

const decideOn = lastAnswer((context: Context, event: Heard, rules: Rules): Decision => {
  // What he had told before he was asked which matter it is stands in the draft already.
  const anew = context.confirming?.what === 'matter' && context.draft !== null
  const heard = anew ? context : hear(context, event, rules)
  const draft = { ...(heard.draft as Draft), paused: false, declined: false }
  const awake = { ...heard, draft, confirming: null }
  const rush = read(context, event) === 'submit'
  const open = planNext(rush ? { ...awake, draft: { ...draft, rush } } : awake, rules)
  const next = open === 'send' ? draft : { ...draft, open }
  const place = open === 'send' ? 'opening' : placeOf({ ...awake, draft: next, waiting: [] })
  return { heard: awake, place, open }
})

/** Takes the words in and asks the next question, soothing first where it is needed. */
export function askNext(talk: HeardTalk): Turn {
  return putNext(talk, [])
}

/** The same after a long silence: everything is kept, and one sentence says so. */
export function resume(talk: HeardTalk): Turn {
  return putNext(talk, [text('draft.resumed')])
}

/** Back after a long silence with hardly a word: everything is kept, and the open question stands. */
export function wake(talk: HeardTalk): Turn {
  const { context, event, rules } = talk
  const before = context.draft as Draft
  const files = event.type === 'customer.said' ? event.files : []
  const next = before.open ?? planNext(context, rules)
  const draft = {
    ...withOpen(before, next === 'send' ? { kind: 'summary' } : next),
    paused: false,
    declined: false,
    reminded: false,
    files: addFiles(before.files, files),
  }
  return goOn(talk, { draft }, [text('draft.resumed')])
}

function putNext(talk: HeardTalk, first: readonly Wording[]): Turn {
  const { context, event, rules } = talk
  const { heard, open } = decide(talk)
  if (open === 'send') return sendOff(talk, heard)
  const before = heard.draft as Draft
  const arrived = context.draft === null ? arrivedSoothing(context, before) : before
  const rushed = read(context, event) === 'submit' ? { ...arrived, rush: true } : arrived
  const soothed =
    event.type === 'customer.said' && first.length === 0
      ? soothe(heard, rushed, event.understood)
      : { texts: [], draft: rushed, soothed: heard.soothed }
  const lead = first.length ? { texts: first, changed: {} } : leadIn(talk, soothed.texts, open)
  const correcting = soothed.draft.correcting && open.kind !== 'summary'
  const kept = { ...withOpen(soothed.draft, open), reminded: false, correcting }
  const after = { ...heard, ...lead.changed, soothed: soothed.soothed, draft: kept }
  const asked: Ask = askOpen(after, kept, open, rules)
  return { context: after, effects: [say([...lead.texts, ...asked.texts], asked.choices)] }
}

/** The soothing that was said on arrival is not said again for the same words. */
function arrivedSoothing(context: Context, draft: Draft): Draft {
  const said = Object.entries(context.soothed).filter(([, times]) => times > 0)
  const kinds = said.map(([kind]) => kind as Draft['soothed'][number])
  return context.greeted ? { ...draft, soothed: kinds } : draft
}

/** What stands before the question: the soothing, else a short sign that it was heard. */
function leadIn(
  { context, event }: HeardTalk,
  soothing: readonly Wording[],
  open: Open,
): { texts: readonly Wording[]; changed: Partial<Context> } {
  if (soothing.length) return { texts: soothing, changed: {} }
  if (open.kind === 'summary' || open.kind === 'story' || context.draft === null) {
    return { texts: [], changed: {} }
  }
  if (read(context, event) === 'skip') {
    const { skips } = context
    return skips < alternatives.skipped
      ? { texts: [text('skipped')], changed: { skips: skips + 1 } }
      : { texts: [], changed: {} }
  }
  return context.noted < alternatives.noted
    ? { texts: [text('noted')], changed: { noted: context.noted + 1 } }
    : { texts: [], changed: {} }
}

/** The summary stands, or the customer wants it sent as it is: a ticket is asked for. */
export function send(talk: HeardTalk): Turn {
  const { context, event, rules } = talk
  const confirmed = read(context, event) === 'yes' || event.type === 'customer.pressed'
  return sendOff(talk, confirmed ? context : hear(context, event, rules))
}

function sendOff({ rules }: HeardTalk, heard: Context): Turn {
  const draft = heard.draft as Draft
  const { opening } = heard
  const sent = { ...heard, draft: null, confirming: null }
  if (draft.ticket) {
    const complaint = complaintOf(heard, draft, rules)
    return {
      context: sent,
      effects: [tell(draft.ticket, { type: 'customer.confirmed', complaint })],
    }
  }
  if (opening?.unconfirmed) {
    const confirmed = complaintOf(heard, draft, rules)
    return { context: { ...sent, opening: { ...opening, confirmed } } }
  }
  return {
    context: {
      ...sent,
      opening: { category: draft.category, words: [], files: [] },
    },
    effects: [{ type: 'open', complaint: complaintOf(heard, draft, rules) }],
  }
}

/** A photo is kept; where it was asked for, there may be more. */
export function keepPhoto({ context, event }: HeardTalk): Turn {
  const files = event.type === 'customer.said' ? event.files : []
  const draft = context.draft ?? newDraft(event.now)
  const kept = { ...draft, files: addFiles(draft.files, files) }
  const n = kept.files.length
  const choices =
    draft.open?.kind === 'evidence' ? [{ id: 'skip:evidence', label: text('choices.noMore') }] : []
  return { context: { draft: kept }, effects: [say([text('photo', { n })], choices)] }
}

/** A photo before any word: it is kept, and the story asked for. */
export function startWithPhoto(talk: HeardTalk): Turn {
  const { draft } = keepPhoto(talk).context as { draft: Draft }
  const open = { kind: 'story' } as const
  const texts = [text('photo', { n: draft.files.length }), text('ask.story')]
  return { context: { draft: withOpen(draft, open) }, effects: [say(texts)] }
}

/** Everything from the beginning, without what was said of the matter; who the customer is stays known. */
export function startOver(talk: HeardTalk): Turn {
  const ticket = talk.context.draft?.ticket
  const fresh = { ...newDraft(talk.event.now), ...(ticket ? { ticket } : {}) }
  const draft = withOpen(fresh, { kind: 'story' })
  return goOn(talk, { draft, confirming: null }, [text('startOver')])
}

/** Which of the answers is to be changed? */
export function askWhatToChange(talk: HeardTalk): Turn {
  const { context } = talk
  const draft = { ...(context.draft as Draft), open: { kind: 'change' } as Open }
  return goOn(talk, { draft })
}

/** Asks one question again; the summary follows its answer. */
export function askToCorrect(talk: HeardTalk): Turn {
  const { context, rules } = talk
  const draft = context.draft as Draft
  const open = correctedBy(talk)
  const kept = { ...draft, open, correcting: open.kind !== 'change' }
  const asked = askOpen(context, kept, open, rules)
  return { context: { draft: kept }, effects: [say(asked.texts, asked.choices)] }
}

/** The question that brings a line of the summary anew; a fact no question asks for is told in free words. */
export function correctedBy({ context, event, rules }: HeardTalk): Open {
  const what =
    event.type === 'customer.pressed' ? event.button.slice('change:'.length) : namedLine(event.text)
  if (what === 'wish' || what === 'contact' || what === 'story') return { kind: what }
  const draft = context.draft as Draft
  const category = rules.catalog.categories.find(({ id }) => id === draft.category)
  const question = [...(category?.open ?? []), ...(category?.closed ?? [])].find(
    ({ slot }) => slot === what,
  )
  if (question) return { kind: 'question', id: question.id }
  const slot = knownSlots.find((known) => known === what)
  return slot ? { kind: 'fact', id: slot } : { kind: 'change' }
}

/** "Cancel": nothing is dropped before one more yes. */
export function askToCancel(talk: HeardTalk): Turn {
  const draft = { ...(talk.context.draft as Draft), paused: false }
  return goOn(talk, { draft, confirming: { what: 'cancel' } })
}

export function dropDraft(talk: HeardTalk): Turn {
  return (
    eraseWithDraft(talk) ?? goOn(talk, { draft: null, confirming: null }, [text('draft.dropped')])
  )
}

export function keepDraft(talk: Talk): Turn {
  return goOn(talk, { confirming: null }, [text('cancel.kept')])
}

/** Says goodbye in the middle of it: kept, and resumable. */
export function layAside({ context }: HeardTalk): Turn {
  const draft = { ...(context.draft as Draft), paused: true }
  return { context: { draft, confirming: null }, effects: [say([text('draft.laidAside')])] }
}

/** One reminder with the open question in it; the next silence is long. */
export function remind(talk: Talk): Turn {
  const draft = { ...(talk.context.draft as Draft), reminded: true }
  return goOn(talk, { draft, confirming: null }, [text('reminder')])
}

export function keepAsDraft({ context }: Talk): Turn {
  return { context: { draft: { ...(context.draft as Draft), paused: true }, confirming: null } }
}

/** A greeting, a thank-you, a bare "yes": nothing is counted, the open question stays. */
export function nudge(talk: HeardTalk): Turn {
  return goOn(talk, {})
}

/** "Yes, I have some": the floor is the customer's. */
export function invite(): Turn {
  return { effects: [say([text('goAhead')])] }
}
