import type { Clock } from '../../clock/port.ts'

type Right = 'sends' | 'menus'

/** A right that was refused may be given any day (an account is verified): in so long it is asked for anew, in ms. */
const askedAgain = 24 * 3_600_000

/** What the account is allowed, as far as the platform has told: to write by itself, and with menus. */
export type Rights = Readonly<Record<Right, boolean>> & {
  /** The platform has refused it. */
  lose(right: Right): void
}

export function createRights(clock: Clock): Rights {
  const lostUntil: Record<Right, number> = { sends: 0, menus: 0 }
  return {
    get sends() {
      return clock.now() >= lostUntil.sends
    },
    get menus() {
      return clock.now() >= lostUntil.menus
    },
    lose(right) {
      lostUntil[right] = clock.now() + askedAgain
    },
  }
}
