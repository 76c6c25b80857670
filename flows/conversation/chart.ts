import { type AnyMachineSnapshot, setup } from 'xstate'
import type { Effect } from '../../src/domain/effect.ts'
import type { Locale } from '../../src/domain/wording.ts'
import * as asides from './asides.ts'
import { type Context, type Input, keptOf, newContext, type Rules } from './context.ts'
import * as following from './following.ts'
import * as intake from './intake.ts'
import * as opinion from './opinion.ts'
import { perform } from './perform.ts'
import * as person from './person.ts'
import { type Place, placeOf } from './place.ts'
import { questionOf } from './plan.ts'
import { type Heard, type Meaning, read } from './read.ts'
import * as survey from './survey.ts'
import * as tickets from './tickets.ts'
import { type ChartEvent, isHeard, type Talk, type Turn } from './turn.ts'

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
  const chart = setup({
    types: {
      context: {} as Context,
      events: {} as ChartEvent,
      emitted: {} as Effect,
      input: {} as Input,
    },
    guards: {
      means: ({ context, event }, { any }: { any: readonly Meaning[] }) =>
        isHeard(event) && any.includes(read(context, event)),
      'leads to': (
        { context, event },
        { place, when }: { place: Place; when: readonly Meaning[] },
      ) =>
        isHeard(event) &&
        when.includes(read(context, event)) &&
        intake.decide({ context, event, rules }).place === place,
      belongs: ({ context }, { place }: { place: Place }) => placeOf(context) === place,
      'first words again': ({ context, event }) =>
        context.greeted && isHeard(event) && polite.includes(read(context, event)),
      'perhaps another matter': ({ context, event }) =>
        isHeard(event) && following.soundsLikeAnother({ context, event, rules }),
      'does not accept the refusal': ({ context, event }) =>
        isHeard(event) && read(context, event) === 'no' && following.isRefused(context),
      'rests unanswered': ({ context, event }) =>
        event.type === 'customer.said' &&
        !courtesy.includes(read(context, event)) &&
        following.restsUnanswered(context),
      reminded: ({ context }) => context.draft?.reminded === true,
      'takes over': ({ event }) => event.type === 'staff.said' && event.takesOver,
      'called in vain': ({ context }) =>
        context.person !== null && context.calls >= person.mostCalls - 1,
    },
  })

  /** One turn as an action: its answer changes the context, speaks, and sets the timers. */
  const does = <E extends ChartEvent = Heard>(turn: (talk: Talk<E>) => Turn) =>
    chart.enqueueActions(({ context, event, enqueue }) =>
      perform(enqueue as never, turn as (talk: Talk) => Turn, { context, event, rules }),
    )
  const means = (...any: Meaning[]) => ({ type: 'means', params: { any } }) as const
  const goesOn = <E extends ChartEvent = Heard>(turn: (talk: Talk<E>) => Turn) =>
    ({ target: '#going on', actions: does(turn) }) as const
  const stays = <E extends ChartEvent = Heard>(turn: (talk: Talk<E>) => Turn) =>
    ({ actions: does(turn) }) as const

  /** An arrow to each question that may come next, and to the ticket where none does. */
  const interview = (when: readonly Meaning[], turn: (talk: Talk<Heard>) => Turn) =>
    [...intakePlaces, openingPlace].map(
      ([place, target]) =>
        ({
          guard: { type: 'leads to', params: { place, when } },
          target,
          actions: does(turn),
        }) as const,
    )
  const heard = <A>(arrows: A) => ({ 'customer.said': arrows, 'customer.pressed': arrows })

  const decisions = [
    { guard: means('accepts'), ...goesOn(opinion.accept) },
    { guard: means('declines'), ...goesOn(opinion.askWhyNot) },
    { guard: means('wants another'), ...goesOn(opinion.askForAnother) },
    { guard: means('scores'), ...goesOn(survey.score) },
  ] as const

  return chart.createMachine({
    id: 'conversation',
    context: ({ input }) => newContext(input ?? {}),
    initial: 'going on',
    on: {
      ...heard([
        ...decisions,
        { guard: means('human'), ...stays(asides.callPerson) },
        { guard: means('language'), ...stays(asides.changeLanguage) },
        { guard: means('help'), ...stays(asides.help) },
        { guard: means('robot'), ...stays(asides.ownUp) },
        { guard: means('a question'), ...stays(asides.answerFromCatalog) },
        { guard: means('progress'), ...stays(asides.askProgress) },
        { guard: means('decides late'), ...stays(following.takeUpAgain) },
        { guard: means('outdated'), ...stays(asides.sayOutdated) },
        { guard: means('restart'), ...goesOn(intake.startOver) },
        { guard: means('objects'), ...goesOn(following.object) },
        { guard: means('withdraw', 'cancel'), ...goesOn(following.askToWithdraw) },
        { guard: means('urge'), ...stays(following.urge) },
        { guard: means('photo'), ...stays(following.addToTicket) },
        { guard: means('greeting', 'thanks', 'yes', 'goodbye'), ...stays(intake.nudge) },
        stays(asides.miss),
      ]),
      'ticket.opened': goesOn(tickets.tellNumber),
      'ticket.taken': stays(tickets.tellTaken),
      'ticket.stood': stays(tickets.tellProgress),
      'ticket.noted': goesOn(tickets.tellNoted),
      'ticket.proposed': goesOn(opinion.putProposal),
      'ticket.stopped asking': goesOn(tickets.stopAsking),
      'ticket.carried out': goesOn(tickets.tellCarriedOut),
      'ticket.surveyed': goesOn(survey.putSurvey),
      'ticket.refused': goesOn(tickets.tellRefused),
      'ticket.late': stays(tickets.tellLate),
      'ticket.closed': goesOn(tickets.tellClosed),
      'ticket.reopened': goesOn(tickets.tellReopened),
      'staff.said': [
        { guard: 'takes over', target: '.with a human', actions: does(person.relay) },
        stays(person.relay),
      ],
      'colleague.silent': [
        { guard: 'called in vain', ...goesOn(person.takeBack) },
        stays(person.callAgain),
      ],
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
        on: {
          'customer.arrived': stays(intake.greet),
          ...heard([
            { guard: 'first words again', actions: does(asides.nothingMore) },
            { guard: 'perhaps another matter', ...goesOn(following.askWhichMatter) },
            { guard: 'rests unanswered', ...stays(following.takeUpAgain) },
            { guard: means('photo'), ...goesOn(intake.startWithPhoto) },
            { guard: means('greeting'), ...stays(asides.greetAgain) },
            { guard: means('thanks'), ...stays(asides.welcome) },
            { guard: means('goodbye'), ...stays(asides.sayGoodbye) },
            { guard: means('yes', 'no', 'skip'), ...stays(asides.nothingMore) },
            ...interview(['grievance', 'submit'], intake.askNext),
          ]),
        },
      },
      intake: {
        initial: 'hearing the story',
        on: {
          ...heard([
            { guard: means('cancel', 'withdraw'), ...goesOn(intake.askToCancel) },
            { guard: means('goodbye'), target: 'draft kept', actions: does(intake.layAside) },
            { guard: means('photo'), ...stays(intake.keepPhoto) },
            { guard: means('greeting', 'thanks'), ...stays(intake.nudge) },
            ...interview(answers, intake.askNext),
          ]),
          'customer.silent': [
            { guard: 'reminded', target: 'draft kept', actions: does(intake.keepAsDraft) },
            goesOn(intake.remind),
          ],
        },
        states: {
          'hearing the story': {
            id: 'hearing the story',
            on: heard([
              { guard: means('skip', 'no'), ...stays(asides.miss) },
              { guard: means('yes'), ...stays(intake.invite) },
            ]),
          },
          asking: { id: 'asking' },
          'asking the wish': {
            id: 'asking the wish',
            on: heard({ guard: means('yes'), ...stays(intake.invite) }),
          },
          'asking contact': {
            id: 'asking contact',
            on: heard({ guard: means('yes'), ...stays(intake.invite) }),
          },
          'asking evidence': {
            id: 'asking evidence',
            on: heard({ guard: means('yes'), ...stays(intake.invite) }),
          },
          'summing up': {
            id: 'summing up',
            on: heard([
              { guard: means('yes', 'submit'), target: '#opening', actions: does(intake.send) },
              { guard: means('no'), ...goesOn(intake.askWhatToChange) },
              { guard: means('skip'), ...stays(intake.nudge) },
            ]),
          },
          'choosing what to change': {
            id: 'choosing what to change',
            on: heard([
              { guard: means('change'), ...goesOn(intake.askToCorrect) },
              { guard: means('submit'), target: '#opening', actions: does(intake.send) },
            ]),
          },
          'confirming the cancel': {
            id: 'confirming the cancel',
            on: {
              ...heard([
                { guard: means('yes', 'cancel', 'withdraw'), ...goesOn(intake.dropDraft) },
                { guard: means('no'), ...goesOn(intake.keepDraft) },
              ]),
              'customer.silent': goesOn(intake.remind),
            },
          },
        },
      },
      'draft kept': {
        id: 'draft kept',
        on: heard([
          { guard: means('cancel', 'withdraw'), ...goesOn(intake.askToCancel) },
          { guard: means('goodbye'), ...stays(asides.sayGoodbye) },
          { guard: means('greeting', 'thanks', 'yes', 'photo'), ...goesOn(intake.wake) },
          ...interview(answers, intake.resume),
        ]),
      },
      opening: {
        id: 'opening',
        on: {
          ...heard({
            guard: means(...untilNumber),
            ...stays(following.holdWords),
          }),
          'customer.silent': stays(following.missNumber),
        },
      },
      following: {
        initial: 'listening',
        states: {
          listening: {
            id: 'listening',
            on: heard([
              { guard: 'perhaps another matter', ...goesOn(following.askWhichMatter) },
              { guard: means('cancel', 'withdraw'), ...goesOn(following.askToWithdraw) },
              { guard: means('greeting'), ...stays(asides.greetAgain) },
              { guard: means('thanks'), ...stays(asides.welcome) },
              { guard: means('goodbye'), ...stays(asides.sayGoodbye) },
              { guard: means('words', 'grievance'), ...stays(following.addToTicket) },
              { guard: 'does not accept the refusal', ...stays(following.addToTicket) },
              { guard: means('yes', 'no', 'skip', 'submit'), ...stays(asides.nothingMore) },
            ]),
          },
          'confirming the withdrawal': {
            id: 'confirming the withdrawal',
            on: {
              ...heard([
                { guard: means('yes', 'withdraw', 'cancel'), ...goesOn(following.withdraw) },
                { guard: means('no'), ...goesOn(following.keepTicket) },
                { guard: means('words', 'grievance', 'photo'), ...goesOn(following.keepAndAdd) },
              ]),
              'customer.silent': goesOn(following.keepQuietly),
            },
          },
          'asking which matter': {
            id: 'asking which matter',
            on: {
              ...heard([
                ...interview(['new matter', 'no'], intake.askNext),
                {
                  guard: means('same matter', 'yes', 'words', 'grievance', 'photo', 'skip'),
                  ...goesOn(following.sameMatter),
                },
              ]),
              'customer.silent': goesOn(following.sameMatter),
            },
          },
        },
      },
      opinion: {
        initial: 'deciding',
        states: {
          deciding: {
            id: 'deciding',
            on: heard({ guard: means('declines because'), ...goesOn(opinion.decline) }),
          },
          'asking why not': {
            id: 'asking why not',
            on: {
              ...heard({ guard: means(...anyAnswer), ...goesOn(opinion.decline) }),
              'customer.silent': goesOn(opinion.decline),
            },
          },
        },
      },
      survey: {
        initial: 'scoring',
        states: {
          scoring: {
            id: 'scoring',
            on: heard({ guard: means('objects'), ...goesOn(survey.hearInsteadOfScore) }),
          },
          'asking what went wrong': {
            id: 'asking what went wrong',
            on: {
              ...heard([
                { guard: means('skip', 'no', 'goodbye'), ...goesOn(survey.leaveSurvey) },
                { guard: means(...anyAnswer), ...goesOn(survey.hearWhatWentWrong) },
              ]),
              'customer.silent': goesOn(survey.leaveSurvey),
            },
          },
        },
      },
      'with a human': {
        id: 'with a human',
        on: {
          'customer.said': stays(person.passOn),
          'customer.pressed': [...decisions, stays(asides.nothingMore)],
          'staff.said': stays(person.relay),
          'staff.handed back': goesOn(person.takeBack),
        },
      },
    },
  })
}

const polite: readonly Meaning[] = ['greeting', 'thanks', 'words', 'yes', 'goodbye']
const courtesy: readonly Meaning[] = [
  'greeting',
  'thanks',
  'goodbye',
  'human',
  'language',
  'help',
  'robot',
  'progress',
  'a question',
]
const answers: readonly Meaning[] = ['words', 'grievance', 'skip', 'yes', 'no', 'submit']
const anyAnswer: readonly Meaning[] = [...answers, 'greeting', 'thanks', 'photo', 'cancel']
const untilNumber: readonly Meaning[] = [...anyAnswer, 'goodbye', 'withdraw', 'urge', 'progress']

const intakePlaces: readonly (readonly [Place, string])[] = [
  ['intake.hearing the story', '#hearing the story'],
  ['intake.asking', '#asking'],
  ['intake.asking the wish', '#asking the wish'],
  ['intake.asking contact', '#asking contact'],
  ['intake.asking evidence', '#asking evidence'],
  ['intake.summing up', '#summing up'],
]
const openingPlace = ['opening', '#opening'] as const
const allPlaces: readonly (readonly [Place, string])[] = [
  ['with a human', '#with a human'],
  ['opinion.deciding', '#deciding'],
  ['opinion.asking why not', '#asking why not'],
  ['survey.scoring', '#scoring'],
  ['survey.asking what went wrong', '#asking what went wrong'],
  ['following.listening', '#listening'],
  ['following.confirming the withdrawal', '#confirming the withdrawal'],
  ['following.asking which matter', '#asking which matter'],
  ...intakePlaces,
  ['intake.choosing what to change', '#choosing what to change'],
  ['intake.confirming the cancel', '#confirming the cancel'],
  ['draft kept', '#draft kept'],
  openingPlace,
  ['idle', '#idle'],
]

/** While a story is told the bot waits longest; to a person every word goes at once. */
function hears(context: Context, rules: Rules): 'story' | 'answer' | 'at once' {
  const place = placeOf(context)
  if (place === 'with a human') return 'at once'
  if (place === 'idle' || place === 'draft kept' || place === 'intake.hearing the story') {
    return 'story'
  }
  const { draft } = context
  if (place !== 'intake.asking' || !draft?.open) return 'answer'
  return questionOf(draft, rules, draft.open.id)?.options ? 'answer' : 'story'
}

function asked({ draft }: Context): { question?: string; category?: string } {
  if (!draft) return {}
  const question = draft.open?.kind === 'question' ? draft.open.id : undefined
  return { category: draft.category, ...(question === undefined ? {} : { question }) }
}
