import { type Actor, may, type Role } from '../../src/domain/person.ts'
import type { TicketState } from '../../src/domain/ticket.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { masked, ownerName, stateName } from './card-words.ts'
import { commandsOf } from './cards.ts'
import { unwelcome } from './contact-wishes.ts'
import {
  concernedIds,
  type EventOf,
  type Happening,
  type TicketContext,
  type TicketRules,
} from './context.ts'
import type { OrderType } from './orders.ts'
import { belongsTo, known } from './rooms.ts'
import { type Values, wording } from './turn.ts'

/** What a condition or a right is decided from. */
interface AskingOf<E extends Happening> {
  context: TicketContext
  event: E
  rules: TicketRules
  state: TicketState
}
export type Asking<T extends Happening['type'] = OrderType> = AskingOf<EventOf<T>>

/** Why an order is not carried out, in words for whoever gave it; undefined: it is. */
export type Refusal = Wording | undefined

const leaders: readonly Role[] = ['supervisor', 'manager', 'admin']

/** Whether somebody leads the desk. */
export function leads(who: Actor): boolean {
  return may(who, ...leaders)
}

function owns({ owner }: TicketContext, who: Actor): boolean {
  return owner?.id === who.id
}

/** A handler of that department. */
function handlesFor(
  { rules }: Pick<Asking, 'rules'>,
  who: Actor,
  department: string | null,
): boolean {
  return may(who, 'handler') && belongsTo(rules, who.team, department)
}

/** Whoever works on cases at all; auditors read, approvers sign. */
export function mayWork({ event, context }: Asking): Refusal {
  return may(event.by, 'agent', 'handler', ...leaders) ? undefined : refused(context, 'readOnly')
}

/** The owner, a handler of the department, or whoever leads the desk. */
export function mayHandle(asking: Asking): Refusal {
  const { context, event } = asking
  const cannot = mayWork(asking)
  if (cannot) return cannot
  if (owns(context, event.by) || leads(event.by)) return undefined
  if (handlesFor(asking, event.by, context.department)) return undefined
  return context.owner
    ? refused(context, 'notYours', { owner: ownerName(context) })
    : refused(context, 'takeFirst')
}

/** The same, or anybody who works while the case has no owner. */
function maySpeak(asking: Asking): Refusal {
  return asking.context.owner ? mayHandle(asking) : mayWork(asking)
}

/** The same, unless the customer has asked that this person stay away. */
export function mayReply(asking: Asking<'staff.replied'>): Refusal {
  const cannot = maySpeak(asking) ?? sparedFrom(asking.context, asking.event.by)
  if (cannot) return cannot
  return asking.context.complaint.logged ? refused(asking.context, 'noChat') : undefined
}

/** A person whom the customer has asked to be spared. */
function sparedFrom(context: TicketContext, who: Actor): Refusal {
  const wish = unwelcome(context, who)
  return wish && refused(context, 'unwelcome', { name: who.name, words: masked(wish.words) })
}

/** Whoever works on cases, handlers only on their department's. */
export function mayReveal(asking: Asking): Refusal {
  const { context, event } = asking
  if (may(event.by, 'agent', ...leaders) || owns(context, event.by)) return undefined
  return mayHandle(asking)
}

/** The owner or whoever leads the desk. */
export function mayDirect({ context, event }: Asking): Refusal {
  if (owns(context, event.by) || leads(event.by)) return undefined
  return refused(context, 'ownerOrSupervisor', { owner: ownerName(context) })
}

export function mayManage({ context, event }: Asking): Refusal {
  return may(event.by, 'manager', 'admin') ? undefined : refused(context, 'manager')
}

function maySign({ context, event }: Asking): Refusal {
  return may(event.by, 'approver', ...leaders) ? undefined : refused(context, 'sign')
}

/** Taken by one of the department's people where the department has it. */
export function takesAtDepartment({ context, event, rules, state }: Asking<'staff.took'>): boolean {
  return state === 'at department' && handlesFor({ rules }, event.by, context.department)
}

/** Agents and leaders take what nobody has; handlers what their department answers for. */
export function mayTake(asking: Asking<'staff.took'>): Refusal {
  const { context, event, rules, state } = asking
  const { by } = event
  const cannot = mayWork(asking) ?? sparedFrom(context, by)
  if (cannot) return cannot
  if (owns(context, by)) return refused(context, 'yoursAlready')
  if (takesAtDepartment({ context, event, rules, state })) return undefined
  const department = context.department ?? context.suggested
  if (!may(by, 'agent', ...leaders) && !handlesFor(asking, by, department)) {
    return refused(context, 'otherDepartment')
  }
  if (leads(by)) return undefined
  if (context.owner) return refused(context, 'owned', { owner: ownerName(context) })
  return context.formerOwners.includes(by.id) ? refused(context, 'customerAsked') : undefined
}

export function mayAssign(asking: Asking<'staff.assigned'>): Refusal {
  const { context, event } = asking
  const cannot = mayDirect(asking)
  if (cannot) return cannot
  const { to } = event
  if (concernedIds(context).includes(to.id)) {
    return refused(context, 'concernedPerson', { to: to.name })
  }
  if (may(to, 'agent', 'handler', ...leaders)) return sparedFrom(context, to)
  return refused(context, 'cannotWork', { to: to.name })
}

/** After an objection somebody who leads judges anew, and not the one who refused. */
export function mayJudge(asking: Asking<'staff.judged'>): Refusal {
  const { context, event } = asking
  const cannot = mayHandle(asking)
  if (cannot) return cannot
  if (context.review === 'asked' && !leads(event.by)) return refused(context, 'review')
  if (event.verdict !== 'unfounded') return undefined
  if (context.owner === null && !leads(event.by)) return refused(context, 'takeFirst')
  return reasonFor(asking, event.reason)
}

export function mayHandOver(asking: Asking<'staff.handed over'>): Refusal {
  const { context, event, rules } = asking
  const cannot = mayHandle(asking)
  if (cannot) return cannot
  if (known(rules, event.department)) {
    return event.department === context.department
      ? refused(context, 'thereAlready', { department: wording(`department.${event.department}`) })
      : undefined
  }
  const list = rules.organisation.departments.map(({ id }) => wording(`department.${id}`))
  return refused(context, 'noDepartment', { department: event.department, departments: { list } })
}

export function mayDisown(asking: Asking<'staff.disowned'>): Refusal {
  if (asking.context.department === null) return notNow(asking)
  return mayHandle(asking) ?? reasonFor(asking, asking.event.reason)
}

/** A proposal rests on a verdict, and offers one to four options. */
export function mayPropose(asking: Asking<'staff.proposed' | 'staff.solved'>): Refusal {
  const { context, event } = asking
  const cannot = mayHandle(asking)
  if (cannot) return cannot
  if (context.review === 'asked') return refused(context, 'review')
  if (event.type === 'staff.proposed' && !context.verdict) return refused(context, 'verdictFirst')
  const { options } = event
  const sound = options.every(({ amount }) => Number.isSafeInteger(amount) && amount >= 0)
  return sound && options.length >= 1 && options.length <= 4
    ? undefined
    : refused(context, 'options')
}

export function mayReject(asking: Asking<'staff.rejected'>): Refusal {
  return maySign(asking) ?? reasonFor(asking, asking.event.reason)
}

/** Down only with a reason; the same level is no change. */
export function mayLevel(asking: Asking<'staff.levelled'>): Refusal {
  const { context, event } = asking
  const cannot = mayDirect(asking)
  if (cannot) return cannot
  if (event.level === context.level) {
    // The same level, said by a person, confirms a case that waits for it.
    return context.unconfirmed ? undefined : refused(context, 'sameLevel')
  }
  return event.level < context.level ? reasonFor(asking, event.reason) : undefined
}

export function mayPromise(asking: Asking<'staff.promised'>): Refusal {
  const { context, event } = asking
  const cannot = mayHandle(asking)
  if (cannot) return cannot
  return event.at > event.now ? undefined : refused(context, 'pastDay')
}

export function mayHandBack(asking: Asking<'staff.handed back'>): Refusal {
  const { context } = asking
  return maySpeak(asking) ?? (context.voice === 'bot' ? refused(context, 'botSpeaks') : undefined)
}

/** Only one's own last step, while the case stands as the step left it and the customer has not seen it. */
export function mayUndo(asking: Asking<'staff.undid'>): Refusal {
  const { context, event, state } = asking
  const last = context.lastStep
  if (!last) return refused(context, 'undo.nothing')
  if (last.by !== event.by.id) return refused(context, 'undo.notYours')
  if (last.why) return refused(context, `undo.${last.why}`)
  return last.to === state ? undefined : refused(context, 'undo.moved')
}

/** An order that makes no sense where the case stands; what is possible now is named. */
export function notNow({ context, state }: Asking): Wording {
  return refused(context, 'state', {
    state: stateName(state),
    commands: commandsOf(context, state),
  })
}

export function reasonFor({ context }: Pick<Asking, 'context'>, reason: string): Refusal {
  return reason.trim() === '' ? refused(context, 'reason') : undefined
}

export function refused({ number }: TicketContext, key: string, values?: Values): Wording {
  return wording(`ticket.refusal.${key}`, { number, ...values })
}
