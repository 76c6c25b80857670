import { anyAnswer, untilNumber } from './arrows.ts'
import * as asides from './asides.ts'
import * as following from './following.ts'
import * as intake from './intake.ts'
import * as notReceived from './not-received.ts'
import * as opinion from './opinion.ts'
import * as survey from './survey.ts'
import type { Workshop } from './workshop.ts'

/** A ticket was asked for and has no number yet. */
export function awaitingNumber({ means, stays }: Workshop) {
  return {
    id: 'opening',
    on: {
      'customer.said': { guard: means(...untilNumber), ...stays(following.holdWords) },
      'customer.silent': stays(following.missNumber),
    },
  } as const
}

/** A ticket is open: what is said belongs to it, unless it is another matter. */
export function followingTicket({ means, goesOn, stays }: Workshop) {
  return {
    initial: 'listening',
    states: {
      listening: {
        id: 'listening',
        on: {
          'customer.said': [
            { guard: means('not received'), ...stays(notReceived.reportMissing) },
            { guard: 'comes back', ...goesOn(following.askWhetherAbout) },
            { guard: 'perhaps another matter', ...goesOn(following.askWhichMatter) },
            { guard: means('greeting'), ...stays(asides.greetAgain) },
            { guard: means('thanks'), ...stays(asides.welcome) },
            { guard: means('goodbye'), ...stays(asides.sayGoodbye) },
            { guard: means('words', 'grievance'), ...stays(following.addToTicket) },
            { guard: 'does not accept the refusal', ...stays(following.addToTicket) },
            { guard: means('yes', 'no', 'skip', 'submit'), ...stays(asides.nothingMore) },
          ],
        },
      },
      'confirming the withdrawal': {
        id: 'confirming the withdrawal',
        on: {
          'customer.said': [
            { guard: means('yes', 'withdraw', 'cancel', 'give up'), ...goesOn(following.withdraw) },
            { guard: means('no'), ...goesOn(following.keepTicket) },
            { guard: means('words', 'grievance', 'photo'), ...goesOn(following.keepAndAdd) },
          ],
          'customer.pressed': [
            { guard: means('yes'), ...goesOn(following.withdraw) },
            { guard: means('no'), ...goesOn(following.keepTicket) },
          ],
          'customer.silent': goesOn(following.keepQuietly),
        },
      },
      'asking which matter': {
        id: 'asking which matter',
        on: {
          'customer.said': [
            { guard: means('no'), ...goesOn(intake.askNext) },
            { guard: 'tells of another matter', ...goesOn(intake.askNext) },
            {
              guard: means('yes', 'words', 'grievance', 'photo', 'skip'),
              ...goesOn(following.sameMatter),
            },
          ],
          'customer.pressed': [
            { guard: means('new matter'), ...goesOn(intake.askNext) },
            { guard: means('same matter'), ...goesOn(following.sameMatter) },
          ],
          'customer.silent': goesOn(following.sameMatter),
        },
      },
    },
  } as const
}

/** A proposal waits for the customer's decision; the ticket sees to reminders. */
export function decidingOnProposal({ means, goesOn }: Workshop) {
  return {
    initial: 'deciding',
    states: {
      deciding: {
        id: 'deciding',
        on: {
          'customer.said': {
            guard: means('declines because'),
            ...goesOn(opinion.decline),
          },
        },
      },
      'asking why not': {
        id: 'asking why not',
        on: {
          'customer.said': { guard: means(...anyAnswer), ...goesOn(opinion.decline) },
          'customer.silent': goesOn(opinion.decline),
        },
      },
    },
  } as const
}

/** A score is asked for; the ticket sees to reminders. */
export function surveying({ means, goesOn, stays }: Workshop) {
  return {
    initial: 'scoring',
    states: {
      scoring: {
        id: 'scoring',
        on: {
          'customer.said': { guard: means('objects'), ...stays(survey.hearInsteadOfScore) },
        },
      },
      'asking what went wrong': {
        id: 'asking what went wrong',
        on: {
          'customer.said': [
            { guard: means('skip', 'no', 'goodbye'), ...goesOn(survey.leaveSurvey) },
            { guard: means(...anyAnswer), ...goesOn(survey.hearWhatWentWrong) },
          ],
          'customer.silent': goesOn(survey.leaveSurvey),
        },
      },
    },
  } as const
}
