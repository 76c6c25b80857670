import type { Receive } from '../channels/port.ts'
import type { Clock } from '../clock/port.ts'
import type { Letter } from '../domain/letter.ts'
import type { Courier, Couriers } from '../outbox/courier.ts'
import { kindOf, type Meters } from './meters.ts'

/** What an app hands its ways in and out through to have them counted. */
export function measuredWork(meters: Meters, clock: Clock) {
  return {
    receive: (receive: Receive) => measuredReceive(receive, meters),
    couriers: (couriers: Couriers) => measuredCouriers(couriers, meters, clock),
  }
}

/** The same way in; what is answered, and after how long, is counted. */
function measuredReceive(receive: Receive, meters: Meters): Receive {
  return async (message) => {
    const { channel } = message
    const begun = performance.now()
    try {
      const receipt = await receive(message)
      meters.messages.inc({ channel, receipt })
      meters.messageSeconds.observe({ channel }, (performance.now() - begun) / 1_000)
      return receipt
    } catch (error) {
      meters.messages.inc({ channel, receipt: 'refused' })
      throw error
    }
  }
}

/** The same couriers; what becomes of each hand-over, how late it is and whether it may be the second is counted. */
function measuredCouriers(couriers: Couriers, meters: Meters, clock: Clock): Couriers {
  const measured = (courier: Courier): Courier => {
    return async (letter) => {
      const to = kindOf(letter.to)
      before(letter, to)
      try {
        const result = await courier(letter)
        meters.handovers.inc({ to, outcome: result.done ? 'delivered' : result.next })
        return result
      } catch (error) {
        meters.handovers.inc({ to, outcome: 'again' })
        throw error
      }
    }
  }
  function before(letter: Letter, to: string): void {
    if (letter.attempts === 0 && !letter.again) {
      meters.delay.observe({ to }, Math.max(0, clock.now() - letter.dueAt) / 1_000)
    }
    if (letter.again && 'message' in letter) meters.repeats.inc({ to })
  }
  return {
    actor: measured(couriers.actor),
    customer: measured(couriers.customer),
    staff: measured(couriers.staff),
    team: measured(couriers.team),
    webhook: measured(couriers.webhook),
  }
}
