import * as erasure from './erasure.ts'
import type { Workshop } from './workshop.ts'

/** The customer was told what goes and what is kept, and asked once. */
export function confirmingErasure({ means, goesOn, hearAgain }: Workshop) {
  return {
    id: 'confirming the erasure',
    on: {
      'customer.said': [
        { guard: means('yes', 'erase data'), ...goesOn(erasure.erase) },
        { guard: means('no', 'skip', 'give up', 'cancel'), ...goesOn(erasure.leaveData) },
        { guard: means('words', 'grievance', 'photo'), ...hearAgain(erasure.dropQuestion) },
      ],
      'customer.pressed': [
        { guard: means('yes'), ...goesOn(erasure.erase) },
        { guard: means('no'), ...goesOn(erasure.leaveData) },
      ],
      'customer.silent': goesOn(erasure.dropQuestion),
    },
  } as const
}
