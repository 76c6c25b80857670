import type { Channel } from './channels/port.ts'
import type { Clock } from './clock/port.ts'
import type { Wording } from './domain/wording.ts'

/** A channel that was cut off at a moment (epoch ms); why, in words for staff, absent once it works again. */
export type CutOff = {
  channel: Pick<Channel, 'name' | 'capabilities'>
  since: number
  why?: Wording
}

/** Where a channel has no words for staff: who runs the desk finds them. */
const unnamed: Wording = { key: 'desk.channel-away.unnamed' }

/** So often in the time after which staff are told it is looked at. */
const looks = 4

/** Tells of each channel that is cut off for `after` ms, and again when it works. Answers how to end it. */
export function watchChannels(parts: {
  channels: readonly Channel[]
  clock: Clock
  after: number
  tell(cutOff: CutOff): void
}): () => void {
  const { channels, clock, after, tell } = parts
  const cutOff = new Map<Channel, { since: number; told: boolean }>()
  let cancel = () => {}

  function look(channel: Channel): void {
    const { ok, told = unnamed } = channel.health()
    const known = cutOff.get(channel)
    if (ok) {
      cutOff.delete(channel)
      if (known?.told) tell({ channel, since: known.since })
      return
    }
    const now = known ?? { since: clock.now(), told: false }
    cutOff.set(channel, now)
    if (now.told || clock.now() - now.since < after) return
    now.told = true
    tell({ channel, since: now.since, why: told })
  }

  function again(): void {
    cancel = clock.at(clock.now() + after / looks, () => {
      for (const channel of channels) look(channel)
      again()
    })
  }
  again()
  return () => cancel()
}
