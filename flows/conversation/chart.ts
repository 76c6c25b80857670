import type { AnyMachineSnapshot } from 'xstate'
import type { Locale } from '../../src/domain/wording.ts'
import * as address from './address.ts'
import { allPlaces } from './arrows.ts'
import * as asides from './asides.ts'
import * as block from './block.ts'
import * as calling from './calling.ts'
import * as contactWish from './contact-wish.ts'
import { type Context, type Input, newContext, type Rules } from './context.ts'
import * as danger from './danger.ts'
import { inDanger } from './danger-states.ts'
import * as erasure from './erasure.ts'
import { confirmingErasure } from './erasure-states.ts'
import * as following from './following.ts'
import * as intake from './intake.ts'
import { hearingTheCustomer, keptDraft } from './intake-states.ts'
import { keptOf } from './keep.ts'
import { asked, hears } from './listening.ts'
import * as lookup from './lookup.ts'
import * as medical from './medical.ts'
import * as notReceived from './not-received.ts'
import * as note from './note.ts'
import { tellNumber } from './opened.ts'
import * as opinion from './opinion.ts'
import * as person from './person.ts'
import * as privacy from './privacy.ts'
import * as question from './question.ts'
import * as survey from './survey.ts'
import { awaitingNumber, decidingOnProposal, followingTicket, surveying } from './ticket-states.ts'
import * as tickets from './tickets.ts'
import * as unconfirmed from './unconfirmed.ts'
import * as unheard from './unheard.ts'
import * as voice from './voice.ts'
import { workshop } from './workshop.ts'

/** The talk with one customer: from the first word to the survey. States are where the talk can rest. */
export function createConversation(rules: Rules) {
  return {
    name: 'conversation',
    version: 1,
    machine: machineOf(rules),
    locale: (snapshot: AnyMachineSnapshot): Locale => (snapshot.context as Context).locale,
    hears: (snapshot: AnyMachineSnapshot) => hears(snapshot.context as Context, rules),
    asked: (snapshot: AnyMachineSnapshot) => asked(snapshot.context as Context),
    restart: (old: unknown): Input => keptOf(old),
  }
}

function machineOf(rules: Rules) {
  const made = workshop(rules)
  const { chart, does, means, goesOn, stays, hearAgain } = made
  const decisions = [
    { guard: means('accepts'), ...goesOn(opinion.accept) },
    { guard: means('declines'), ...goesOn(opinion.askWhyNot) },
    { guard: means('scores'), ...goesOn(survey.score) },
  ] as const
  const pressedOnly = { guard: means('wants another'), ...goesOn(opinion.askForAnother) } as const
  const missing = { guard: means('not received'), ...stays(notReceived.reportMissing) } as const
  const askedAnytime = [
    missing,
    { guard: means('human'), ...stays(calling.callPerson) },
    { guard: means('language'), ...stays(asides.changeLanguage) },
    { guard: means('progress'), ...stays(asides.askProgress) },
  ] as const

  return chart.createMachine({
    id: 'conversation',
    context: ({ input }) => newContext(input ?? {}),
    initial: 'idle',
    on: {
      'customer.said': [
        ...decisions,
        { guard: means('a secret'), ...stays(calling.keepSecretOut) },
        ...askedAnytime,
        { guard: means('an address'), ...stays(address.keepAddress) },
        { guard: means('no address'), ...stays(address.leaveAddress) },
        { guard: means('medical papers'), ...stays(medical.hearConsent) },
        { guard: means('a number'), ...stays(lookup.lookUp) },
        { guard: means('help'), ...stays(asides.help) },
        { guard: means('robot'), ...stays(asides.ownUp) },
        { guard: means('erase data'), ...goesOn(erasure.askToErase) },
        { guard: means('see data'), ...stays(privacy.tellKept) },
        { guard: means('private link'), ...stays(asides.giveLink) },
        { guard: means('a question'), ...stays(asides.answerFromCatalog) },
        { guard: means('a note'), ...stays(note.keepNote) },
        { guard: means('an unknown question'), ...stays(asides.admitIgnorance) },
        { guard: means('voice'), ...goesOn(voice.hearVoice) },
        { guard: means('contact wish'), ...stays(contactWish.keepContactWish) },
        { guard: means('restart'), ...goesOn(intake.startOver) },
        { guard: means('withdraw', 'cancel', 'give up'), ...goesOn(following.askToWithdraw) },
        { guard: means('urge'), ...stays(following.urge) },
        { guard: means('photo'), ...stays(following.addToTicket) },
        { guard: means('greeting', 'thanks', 'yes', 'goodbye'), ...stays(intake.nudge) },
        stays(calling.miss),
      ],
      'customer.pressed': [
        ...decisions,
        pressedOnly,
        { guard: means('does not know'), ...goesOn(question.hearAnswer) },
        ...askedAnytime,
        { guard: means('objects'), ...stays(following.askObjection) },
        { guard: means('decides late'), ...stays(following.takeUpAgain) },
        { guard: means('no address'), ...stays(address.leaveAddress) },
        { guard: means('medical papers'), ...stays(medical.hearConsent) },
        { guard: means('a link'), ...stays(asides.nothingMore) },
        stays(asides.sayOutdated),
      ],
      'customer.endangered': [
        { guard: 'doubt is settled', ...hearAgain(danger.leaveItToTheTalk) },
        { guard: 'in doubt', ...goesOn(danger.askWhether) },
        { guard: 'told before', ...stays(danger.tellAgain) },
        goesOn(danger.meet),
      ],
      'ticket.opened': goesOn(block.withBlock(tellNumber)),
      'ticket.taken': stays(tickets.tellTaken),
      'ticket.stood': stays(tickets.tellProgress),
      'ticket.followed': goesOn(lookup.follow),
      'ticket.unknown': stays(lookup.tellUnknown),
      'ticket.noted': goesOn(tickets.tellNoted),
      'ticket.proposed': goesOn(opinion.propose),
      'ticket.asked': goesOn(question.ask),
      'ticket.stopped asking': goesOn(tickets.stopAsking),
      'ticket.carried out': goesOn(tickets.tellCarriedOut),
      'ticket.surveyed': goesOn(survey.ask),
      'ticket.refused': goesOn(tickets.tellRefused),
      'ticket.passed on': stays(tickets.tellPassedOn),
      'ticket.called again': stays(tickets.tellCalledAgain),
      'ticket.late': goesOn(tickets.tellLate),
      'ticket.closed': [
        { guard: 'erasure is due', ...goesOn(erasure.closeAndErase) },
        goesOn(tickets.tellClosed),
      ],
      'ticket.frozen': [
        { guard: 'erasure is due', ...goesOn(erasure.eraseUnfrozen) },
        stays(erasure.keepFrozen),
      ],
      'ticket.reopened': goesOn(tickets.tellReopened),
      'staff.said': [
        { guard: 'takes over', target: '.with a human', actions: does(person.relay) },
        stays(person.relay),
      ],
      'staff.took call': [
        { guard: 'is blocked', ...stays(block.refuseTaking) },
        { guard: 'answered by another', ...stays(person.leaveTaken) },
        { target: '.with a human', actions: does(person.takeCall) },
      ],
      'staff.blocked': goesOn(block.block),
      'staff.unblocked': goesOn(block.unblock),
      'customer.saw': stays(tickets.passOnSight),
      'customer.missed': stays(tickets.passOnSight),
      'staff.opened': { guard: 'can be filed', ...stays(unconfirmed.file) },
      'colleague.silent': stays(person.callAgain),
      'alert.unseen': stays(person.callUnseen),
      'alert.seen': stays(person.noteSeen),
      'customer.unreached': stays(unheard.callUnreached),
      'answer.due': stays(unheard.callUnheard),
      'hours.open': goesOn(survey.sayWhatWaited),
    },
    states: {
      'going on': {
        id: 'going on',
        always: allPlaces.map(([place, target]) => ({
          guard: { type: 'belongs', params: { place } } as const,
          target,
        })),
      },
      idle: {
        id: 'idle',
        // A talk that was restarted from an older chart's snapshot belongs somewhere else.
        always: { guard: 'belongs elsewhere', target: 'going on' },
        on: {
          'customer.arrived': stays(intake.greet),
          'customer.said': [
            { guard: 'first words again', ...stays(asides.nothingMore) },
            { guard: 'comes back', ...goesOn(following.askWhetherAbout) },
            { guard: 'is about the ended case', ...stays(following.addToEnded) },
            { guard: 'perhaps another matter', ...goesOn(following.askWhichMatter) },
            { guard: 'rests unanswered', ...stays(following.takeUpAgain) },
            { guard: means('photo'), ...goesOn(intake.startWithPhoto) },
            { guard: means('greeting'), ...stays(asides.greetAgain) },
            { guard: means('thanks'), ...stays(asides.welcome) },
            { guard: means('goodbye'), ...stays(asides.sayGoodbye) },
            { guard: means('yes', 'no', 'skip'), ...stays(asides.nothingMore) },
            { guard: means('grievance', 'submit'), ...goesOn(intake.askNext) },
          ],
        },
      },
      intake: hearingTheCustomer(made),
      'draft kept': keptDraft(made),
      opening: awaitingNumber(made),
      following: followingTicket(made),
      opinion: decidingOnProposal(made),
      survey: surveying(made),
      question: question.answeringQuestion(made),
      danger: inDanger(made),
      'confirming the erasure': confirmingErasure(made),
      blocked: {
        id: 'blocked',
        on: {
          'customer.said': [
            { guard: 'in despair', ...stays(danger.listen) },
            ...decisions,
            { guard: means('see data'), ...stays(privacy.tellKept) },
            { guard: means('erase data'), ...goesOn(erasure.askToErase) },
            stays(block.keepQuiet),
          ],
          'customer.pressed': [...decisions, pressedOnly, stays(block.keepQuiet)],
          'customer.silent': goesOn(unconfirmed.fileAndRest),
        },
      },
      'with a human': {
        id: 'with a human',
        on: {
          'customer.said': stays(person.passOn),
          'customer.pressed': [...decisions, pressedOnly, missing, stays(asides.nothingMore)],
          'staff.said': stays(person.relay),
          'staff.handed back': goesOn(person.takeBack),
          'colleague.silent': [
            { guard: 'called in vain', ...goesOn(person.takeBack) },
            stays(person.callAgain),
          ],
          'customer.silent': stays(unconfirmed.fileAndRest),
        },
      },
    },
  })
}
