import type { TicketState } from '../../src/domain/ticket.ts'
import type { Arrow, Arrows } from './act.ts'
import { keepBlock, liftBlock } from './blocking.ts'
import { escalate, note, reveal, undo, undoneTo } from './care.ts'
import { concern, mayConcern } from './concerned.ts'
import { confirmByCustomer } from './confirming.ts'
import { keepContact, keepContactWishes } from './contact-wishes.ts'
import type { Happening } from './context.ts'
import { add, addObjection, fail, keepLateDecision, tellProgress, urge } from './customer.ts'
import { hearDanger } from './danger.ts'
import { withdraw } from './ending.ts'
import { letFollow } from './followers.ts'
import { missDeadline, remindOfDeadline } from './lateness.ts'
import { giveBack } from './leaving.ts'
import { levelByPerson } from './levels.ts'
import { hearConsent } from './medical.ts'
import { hearNotReceived } from './not-received.ts'
import { another } from './opinion.ts'
import { assign, take } from './people.ts'
import { freeze, hearErasure, mayFreeze, thaw } from './privacy.ts'
import { askOwner, askSupervisors, setPromise, tellLate } from './promise.ts'
import { ask, enterAnswer, hearAnswer, mayAsk, mayHear, missAnswer } from './question.ts'
import { askToCallUnseen, hearMissed } from './reach.ts'
import {
  type Asking,
  mayAssign,
  mayDirect,
  mayHandBack,
  mayLevel,
  mayPromise,
  mayReply,
  mayReveal,
  mayTake,
  mayUndo,
  mayWork,
  notNow,
} from './rights.ts'
import { callUnseen, noteSeen } from './unseen.ts'
import { callHuman, callPerson, handBack, relay, reply } from './voice.ts'

type On = Partial<Record<Happening['type'] | 'staff.*', Arrow | readonly Arrow[]>>

/** What can happen to a case in whatever state, ended or not. */
export function always(a: Arrows): On {
  return {
    'customer.asked progress': a.does(tellProgress),
    'customer.endangered': a.does(hearDanger),
    'customer.asked to follow': a.does(letFollow),
    'customer.saw': a.does(nothingMore),
    'alert.seen': a.does(noteSeen),
    'customer.asked for contact': a.does(keepContactWishes),
    'customer.gave contact': a.does(keepContact),
    'customer.answered': a.does(hearAnswer),
    'staff.noted': a.order(mayWork, a.does(note)),
    'staff.revealed': a.order(mayReveal, a.does(reveal)),
    'staff.replied': a.order(mayReply, a.does(reply)),
    'staff.handed back': a.order(mayHandBack, a.does(handBack)),
    'staff.concerned': a.order(mayConcern, a.does(concern)),
    'staff.undid': a.order(mayUndo, ...undoing(a)),
    'customer.consented': a.does(hearConsent),
    'customer.erased': a.does(hearErasure),
    'staff.froze': a.order(mayFreeze, a.does(freeze)),
    'staff.thawed': a.order(mayFreeze, a.does(thaw)),
    'staff.*': a.not(notNow),
    'talk.blocked': a.does(keepBlock),
    'talk.unblocked': a.does(liftBlock),
    'human.silent': a.does(callHuman),
    'desk.failed': a.does(fail),
  }
}

/** What can happen to a case that is not ended. */
export function whileOpen(a: Arrows): On {
  return {
    ...always(a),
    'customer.confirmed': a.does(confirmByCustomer),
    'customer.added': a.does(add),
    'customer.objected': a.does(addObjection),
    'customer.urged': a.does(urge),
    'customer.not received': a.does(hearNotReceived),
    'customer.unseen': a.does(askToCallUnseen),
    'customer.missed': a.does(hearMissed),
    'alert.unseen': a.does(callUnseen),
    'customer.withdrew': a.to('withdrawn', withdraw),
    'customer.replied': a.does(relay),
    'customer.asked for a person': a.does(callPerson),
    'customer.asked for another': a.does(another),
    'customer.accepted': a.does(keepLateDecision),
    'customer.declined': a.does(keepLateDecision),
    'customer.scored': a.does(keepLateDecision),
    'staff.took': a.order(mayTake, a.does(take)),
    'staff.assigned': a.order(mayAssign, a.does(assign)),
    'staff.levelled': a.order(mayLevel, a.does(levelByPerson)),
    'staff.escalated': a.order(mayDirect, a.does(escalate)),
    'colleague.left': a.does(giveBack),
  }
}

/** While staff work on it they may ask the customer something. */
export function whileAskable(a: Arrows): On {
  return {
    'staff.asked': a.order(mayAsk, a.does(ask)),
    'staff.heard': a.order(mayHear, a.does(enterAnswer)),
    'question.silent': a.does(missAnswer),
  }
}

/** The same while the customer waits for the answer that was promised. */
export function whileAnswering(a: Arrows): On {
  return {
    ...whileOpen(a),
    ...whileAskable(a),
    'staff.promised': a.order(mayPromise, a.does(setPromise)),
    'deadline.near': a.does(remindOfDeadline),
    'deadline.passed': a.does(missDeadline),
    'promise.morning': a.does(askOwner),
    'promise.afternoon': a.does(askSupervisors),
    'promise.closing': a.does(tellLate),
  }
}

/** His page has shown what waits for him: that he was reached is noted for every word of his. */
function nothingMore(): void {}

/** Back to where the step began, or the case stays where it is. */
function undoing(a: Arrows): readonly Arrow[] {
  const back = (undoneTo[a.state] ?? []).map((target) => a.when(began(target), a.to(target, undo)))
  return [...back, a.does(undo)]
}

function began(target: TicketState) {
  const condition = ({ context }: Asking<'staff.undid'>) => context.lastStep?.from === target
  return Object.defineProperty(condition, 'name', { value: `began in ${target}` })
}
