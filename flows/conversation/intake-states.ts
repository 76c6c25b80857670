import { afterAnswer, answers } from './arrows.ts'
import * as asides from './asides.ts'
import * as calling from './calling.ts'
import * as intake from './intake.ts'
import * as unconfirmed from './unconfirmed.ts'
import type { Workshop } from './workshop.ts'

/** From the story to the yes to the summary: one question at a time, each of which may be left out. */
export function hearingTheCustomer({ does, means, goesOn, stays, interview }: Workshop) {
  const yesWithoutIt = {
    'customer.said': { guard: means('yes'), ...stays(intake.invite) },
  } as const
  return {
    initial: 'hearing the story',
    on: {
      'customer.said': [
        { guard: 'has a ticket', ...goesOn(unconfirmed.letGoOfTicket) },
        { guard: 'lets go of something', ...goesOn(unconfirmed.askForPerson) },
        { guard: 'lets go again', target: 'draft kept', actions: does(unconfirmed.letRest) },
        { guard: means('cancel', 'withdraw', 'give up'), ...goesOn(intake.askToCancel) },
        { guard: means('goodbye'), target: 'draft kept', actions: does(intake.layAside) },
        { guard: means('photo'), ...stays(intake.keepPhoto) },
        { guard: means('greeting', 'thanks', 'a sigh'), ...stays(intake.nudge) },
        ...interview(answers),
      ],
      'customer.silent': [
        { guard: 'would be lost', target: 'draft kept', actions: does(unconfirmed.fileAndRest) },
        { guard: 'has said more', ...goesOn(unconfirmed.handOver) },
        { guard: 'reminded', target: 'draft kept', actions: does(intake.keepAsDraft) },
        goesOn(intake.remind),
      ],
    },
    states: {
      'hearing the story': {
        id: 'hearing the story',
        on: {
          'customer.said': [
            { guard: means('skip', 'no'), ...stays(calling.miss) },
            { guard: means('yes'), ...stays(intake.invite) },
          ],
        },
      },
      asking: {
        id: 'asking',
        on: {
          'customer.said': [
            { guard: 'picks no choice', ...stays(calling.miss) },
            { guard: 'has some to tell', ...stays(intake.invite) },
            { guard: means('yes'), ...stays(intake.nudge) },
          ],
          'customer.pressed': interview(['words']).slice(0, afterAnswer.length),
        },
      },
      'asking the wish': { id: 'asking the wish', on: yesWithoutIt },
      'asking contact': { id: 'asking contact', on: yesWithoutIt },
      'asking evidence': {
        id: 'asking evidence',
        on: {
          ...yesWithoutIt,
          'customer.pressed': {
            guard: means('skip'),
            target: '#summing up',
            actions: does(intake.askNext),
          },
        },
      },
      'summing up': {
        id: 'summing up',
        on: {
          'customer.said': [
            { guard: means('yes', 'submit'), ...goesOn(intake.send) },
            { guard: means('no'), ...goesOn(intake.askWhatToChange) },
            { guard: means('change'), ...goesOn(intake.askToCorrect) },
            { guard: means('skip'), ...stays(intake.nudge) },
          ],
          'customer.pressed': [
            { guard: means('yes'), ...goesOn(intake.send) },
            { guard: means('no'), ...goesOn(intake.askWhatToChange) },
          ],
        },
      },
      'choosing what to change': {
        id: 'choosing what to change',
        on: {
          'customer.said': [
            { guard: means('submit'), ...goesOn(intake.send) },
            { guard: means('change'), ...goesOn(intake.askToCorrect) },
          ],
          'customer.pressed': { guard: means('change'), ...goesOn(intake.askToCorrect) },
        },
      },
      'confirming the cancel': {
        id: 'confirming the cancel',
        on: {
          'customer.said': [
            { guard: means('yes', 'cancel', 'withdraw', 'give up'), ...goesOn(intake.dropDraft) },
            { guard: means('no'), ...goesOn(intake.keepDraft) },
          ],
          'customer.pressed': [
            { guard: means('yes'), ...goesOn(intake.dropDraft) },
            { guard: means('no'), ...goesOn(intake.keepDraft) },
          ],
          'customer.silent': goesOn(intake.remind),
        },
      },
      'asking whether to call': {
        id: 'asking whether to call',
        on: {
          'customer.said': [
            { guard: means('yes'), target: '#opening', actions: does(unconfirmed.sendAsIs) },
            {
              guard: means('no', 'give up', 'cancel', 'withdraw', 'goodbye'),
              target: '#draft kept',
              actions: does(unconfirmed.letRest),
            },
          ],
          'customer.pressed': [
            { guard: means('yes'), target: '#opening', actions: does(unconfirmed.sendAsIs) },
            { guard: means('no'), target: '#draft kept', actions: does(unconfirmed.letRest) },
          ],
          'customer.silent': { target: '#draft kept', actions: does(intake.keepAsDraft) },
        },
      },
    },
  } as const
}

/** Nobody answered: everything is kept until the customer writes again. */
export function keptDraft({ means, goesOn, stays }: Workshop) {
  return {
    id: 'draft kept',
    on: {
      'customer.silent': stays(unconfirmed.file),
      'customer.said': [
        { guard: 'has a ticket', ...goesOn(unconfirmed.letGoOfTicket) },
        { guard: 'lets go of something', ...goesOn(unconfirmed.askForPerson) },
        { guard: 'lets go again', ...stays(unconfirmed.letRest) },
        { guard: means('cancel', 'withdraw', 'give up'), ...goesOn(intake.askToCancel) },
        { guard: means('goodbye'), ...stays(asides.sayGoodbye) },
        { guard: means('greeting', 'thanks', 'yes', 'photo'), ...goesOn(intake.wake) },
        { guard: 'only comes back', ...goesOn(intake.wake) },
        { guard: means(...answers), ...goesOn(intake.resume) },
      ],
    },
  } as const
}
