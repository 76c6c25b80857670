import { anyAnswer } from './arrows.ts'
import * as danger from './danger.ts'
import * as voice from './voice.ts'
import type { Workshop } from './workshop.ts'

/** Somebody is in danger, or may be: nothing else is asked until the customer writes again. */
export function inDanger({ means, goesOn, stays, hearAgain }: Workshop) {
  return {
    initial: 'waiting',
    states: {
      asking: {
        id: 'asking whether somebody is in danger',
        on: {
          'customer.said': [
            { guard: means('yes', 'skip'), ...goesOn(danger.meetDoubt) },
            { guard: means('no'), ...hearAgain(danger.relieve, danger.wordsInDoubt) },
            hearAgain(danger.dropDoubt, danger.wordsWithDoubt),
          ],
          'customer.pressed': [
            { guard: means('yes'), ...goesOn(danger.meetDoubt) },
            { guard: means('no'), ...hearAgain(danger.relieve, danger.wordsInDoubt) },
          ],
          'customer.silent': goesOn(danger.meetDoubt),
        },
      },
      waiting: {
        id: 'in danger',
        on: {
          'customer.said': [
            { guard: 'in despair', ...stays(danger.listen) },
            { guard: means('voice'), ...stays(voice.hearVoiceInDanger) },
            { guard: means(...anyAnswer, 'goodbye', 'a sigh'), ...goesOn(danger.goOnCalmly) },
          ],
        },
      },
    },
  } as const
}
