import type { Meaning } from './meaning.ts'
import type { Place } from './place.ts'

export const polite: readonly Meaning[] = ['greeting', 'thanks', 'yes', 'goodbye']
export const courtesy: readonly Meaning[] = [
  'greeting',
  'thanks',
  'goodbye',
  'human',
  'language',
  'help',
  'robot',
  'see data',
  'private link',
  'erase data',
  'progress',
  'a number',
  'a question',
  'an unknown question',
  'a note',
  'contact wish',
]
export const answers: readonly Meaning[] = ['words', 'grievance', 'skip', 'yes', 'no', 'submit']
export const anyAnswer: readonly Meaning[] = [
  ...answers,
  'greeting',
  'thanks',
  'photo',
  'voice',
  'cancel',
  'give up',
]
export const untilNumber: readonly Meaning[] = [
  ...anyAnswer,
  'goodbye',
  'withdraw',
  'urge',
  'progress',
  'contact wish',
]

/** In the order of how often they follow: guards are asked one after the other. */
export const afterAnswer: readonly (readonly [Place, string])[] = [
  ['intake.asking', '#asking'],
  ['intake.asking the wish', '#asking the wish'],
  ['intake.asking contact', '#asking contact'],
  ['intake.asking evidence', '#asking evidence'],
  ['intake.summing up', '#summing up'],
]
export const intakePlaces = [
  ...afterAnswer,
  ['intake.hearing the story', '#hearing the story'],
] as const
export const openingPlace = ['opening', '#opening'] as const
export const interviewPlaces: readonly (readonly [Place, string])[] = [
  ...intakePlaces,
  // A case that is open already is confirmed instead, and the talk goes to where that leads.
  ['opening', '#going on'],
]
/** Where a fresh talk begins comes first: every step of XState begins with a fresh one. */
export const allPlaces: readonly (readonly [Place, string])[] = [
  ['idle', '#idle'],
  ['following.listening', '#listening'],
  ...intakePlaces,
  ['intake.choosing what to change', '#choosing what to change'],
  ['intake.confirming the cancel', '#confirming the cancel'],
  ['intake.asking whether to call', '#asking whether to call'],
  ['opinion.deciding', '#deciding'],
  ['opinion.asking why not', '#asking why not'],
  ['survey.scoring', '#scoring'],
  ['survey.asking what went wrong', '#asking what went wrong'],
  ['following.confirming the withdrawal', '#confirming the withdrawal'],
  ['following.asking which matter', '#asking which matter'],
  ['draft kept', '#draft kept'],
  ['danger.asking', '#asking whether somebody is in danger'],
  ['danger.waiting', '#in danger'],
  ['question', '#question'],
  ['with a human', '#with a human'],
  ['confirming the erasure', '#confirming the erasure'],
  ['blocked', '#blocked'],
  openingPlace,
]
