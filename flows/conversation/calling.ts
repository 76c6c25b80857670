import { conversationOf } from '../../src/domain/actor.ts'
import { addSpan, isWorkingTime } from '../../src/domain/calendar.ts'
import type { Effect } from '../../src/domain/effect.ts'
import type { FileRef } from '../../src/domain/message.ts'
import type { CallReason } from '../../src/domain/ticket-events.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { alertTeam } from './asides.ts'
import { askHere } from './ask.ts'
import { type Context, currentTicket, type Rules } from './context.ts'
import { hear } from './hear.ts'
import type { Heard } from './meaning.ts'
import { read } from './read.ts'
import { levelOf } from './summary.ts'
import { type ChartEvent, goOn, lengthOf, say, type Talk, type Turn, text } from './turn.ts'

/** Calls a person, plainly, and goes on listening until somebody takes over. What else the words told is kept. */
export function callPerson(talk: Talk<Heard>, voices: readonly FileRef[] = []): Turn {
  const { context, event, rules } = talk
  const heard = context.draft ? hear(context, event, rules) : context
  const { effects, colleague } = called(
    { ...talk, context: { ...context, draft: heard.draft, contact: heard.contact } },
    'asked',
    voices,
  )
  return {
    context: {
      draft: heard.draft,
      contact: heard.contact,
      calls: context.calls + 1,
      calledFor: 'asked',
    },
    effects: [say([whoComes(talk, 'called')]), ...effects],
    ...colleague,
  }
}

/** Not understood: first on with the open question, or an open invitation; the second time a person is called. */
export function miss(talk: Talk<Heard>): Turn {
  const missed = talk.context.misses + 1
  const asked = askHere(talk.context, talk.rules)
  // "I don't know" was understood: only the question is put again.
  const understood = ['skip', 'no'].includes(read(talk.context, talk.event))
  const lead = asked && understood ? [] : [text(asked ? 'missed' : 'invited')]
  if (missed < 2 || talk.context.calls > 0) return { ...goOn(talk, {}, lead), missed }
  const { effects, colleague } = called(talk, 'missed')
  const line = say([text('missedTwice'), whoComes(talk, 'called')], asked?.choices)
  return {
    context: { calls: talk.context.calls + 1, calledFor: 'missed' },
    effects: [line, ...effects],
    missed,
    waits: true,
    ...colleague,
  }
}

/** The card for who answers: the owner of the open ticket, else the team's room. */
export function called(
  talk: Talk,
  why: CallReason,
  files: readonly FileRef[] = [],
): { effects: readonly Effect[]; colleague: Pick<Turn, 'colleague'> } {
  const { context, event } = talk
  const ticket = currentTicket(context)
  const said = event.type === 'customer.said' ? event.text : undefined
  const reason = said ?? (why === 'unheard' ? (context.lately?.at(-1) ?? '') : '')
  if (ticket) {
    const asked = { type: 'customer.asked for a person', reason, why } as { type: string }
    return { effects: [{ type: 'tell', actor: ticket.ticket, event: asked }], colleague: {} }
  }
  return {
    effects: [callCard(talk, `staff.call.${why}`, reason, files)],
    colleague: { colleague: 'start' },
  }
}

/** The card of a talk without a ticket: why, what is known, what was said last, and a button that takes it. */
export function callCard(
  talk: Talk,
  key: string,
  words: string,
  files: readonly FileRef[] = [],
): Effect & { type: 'alert' } {
  const card = alertTeam(talk, key, words, files, 'with answers')
  const take = `/take ${conversationOf(talk.context.customer)}`
  return {
    ...card,
    choices: [{ id: take, label: text('choices.takeCall') }],
    ...untilSeen(talk),
    ...(isGrave(talk.context, talk.rules) ? { grave: true } : {}),
  }
}

/** A call that goes to a room waits to be seen there, as long as there is a wider circle. */
function untilSeen({ context, event, rules }: Talk): Pick<Effect & { type: 'alert' }, 'ifUnseen'> {
  const isLast = context.calls >= (rules.circles?.length ?? 0)
  if (context.person || isLast) return {}
  const { alertSeen, alertSeenGrave } = rules.policy.deadlines
  const { within } = isGrave(context, rules) ? alertSeenGrave : alertSeen
  const from = opensAt(context, event.now, rules) ?? event.now
  const at = from + lengthOf(within, rules, from)
  return { ifUnseen: { event: { type: 'alert.unseen' }, at } }
}

/** Who has been called; where nobody works now, when somebody reads it. `how`: asked for, or called by the bot itself. */
export function whoComes({ context, event, rules }: Talk, how: 'called' | 'joins'): Wording {
  const opens = opensAt(context, event.now, rules)
  return opens === undefined
    ? text(`person.${how}`)
    : text(`person.${how}Later`, { opens: { time: opens } })
}

/** When somebody works again, where nobody does now and nobody is called out of bed for it (epoch ms). */
export function opensAt(context: Context, now: number, rules: Rules): number | undefined {
  const { calendar } = rules
  if (!calendar || isWorkingTime(calendar, now) || isGrave(context, rules)) return undefined
  return addSpan(calendar, now, { n: 0, unit: 'working hours' })
}

function isGrave(context: Context, rules: Rules): boolean {
  const { draft, danger } = context
  const wakes = rules.policy.levels.wakes.value
  const level = Math.max(
    draft ? levelOf(draft, rules).level : 0,
    currentTicket(context)?.level ?? 0,
  )
  return danger !== null || level >= wakes
}

/** A number nobody may send answers nothing: the open question is put again. */
export function keepSecretOut(talk: Talk<Heard>): Turn {
  return goOn(talk, {})
}

/** What calls a person although he was not asked for. */
export type Unasked = 'sensitive' | 'fury'

/** Why these words call a person by themselves, where nobody has been called for it yet. */
export function unaskedReason(
  context: Context,
  event: ChartEvent,
  done: Turn,
): Unasked | undefined {
  if (event.type !== 'customer.said' || context.person || context.blocked || done.alone) return
  const { understood: u } = event
  if (event.secret) return 'sensitive'
  const calledNow = (done.context?.calls ?? context.calls) > context.calls
  const known = context.furious === true || context.calls > 0 || calledNow
  return u.mood === 'furious' && !u.hurt && !known ? 'fury' : undefined
}

/** What a call nobody asked for adds to the turn: a line before the answer, the card, and the watch over it. */
export function callUnasked(talk: Talk, why: Unasked, done: Turn): Turn {
  const { context } = talk
  const after = { ...context, ...done.context }
  const calls = done.context?.calls ?? context.calls
  const again = calls > 0
  const { effects, colleague } = again
    ? { effects: [], colleague: {} }
    : called({ ...talk, context: after }, why)
  const lines = [
    ...(why === 'sensitive' ? [text('sensitive')] : []),
    ...(again ? [] : [whoComes({ ...talk, context: after }, 'joins')]),
  ]
  return {
    ...done,
    ...colleague,
    context: {
      ...done.context,
      ...(why === 'fury' ? { furious: true } : {}),
      ...(again ? {} : { calls: calls + 1, calledFor: why }),
    },
    effects: [say(lines), ...effects, ...(done.effects ?? [])],
  }
}
