import type { Wording } from './wording.ts'

/** What can stand between a letter and its reader. `fault`: the desk's own. */
export const hindrances = [
  'window closed',
  'quota',
  'unreachable',
  'rate',
  'too long',
  'capability',
  'bad request',
  'offline',
  'no address',
  'fault',
] as const
export type Hindrance = (typeof hindrances)[number]

/** Why a letter did not reach its reader. `reason` is for who runs the desk: a code, no person and no secret. */
export type Undelivered = { kind: Hindrance; reason: string }

/**
 * What is done instead: it `waits` with the channel until the customer writes again; he has been `asked` to write; it is
 * `tried` again; it is `kept` for staff to send.
 */
export type Instead = 'waits' | 'asked' | 'tried' | 'kept'

/** What staff hear of words that did not reach a customer. */
export type Missed = { channel: string; kind: Hindrance; instead: Instead }

/** He knows that there is news, or that news come with his next message. */
export function mayStillCome({ kind, instead }: Missed): boolean {
  return instead === 'asked' || (instead === 'waits' && kind === 'capability')
}

/** In the words of staff: what stood in the way, and what is done instead. */
export function missedWording({ channel, kind, instead }: Missed): Wording {
  const values = {
    channel: { key: `channel.${channel}` },
    why: hindranceWording(kind),
    instead: { key: `desk.missed.${instead}` },
  }
  return { key: 'desk.missed.line', values }
}

/** Why a letter was given up, as it is kept with it. */
export function reasonOf({ kind, reason }: Undelivered): string {
  return `${kind}: ${reason}`
}

/** The same in the words of staff. */
export function reasonWording(kept: string): Wording {
  const kind = hindrances.find((one) => kept.startsWith(`${one}: `))
  const reason = kind ? kept.slice(kind.length + 2) : kept
  return { key: 'desk.missed.because', values: { why: hindranceWording(kind ?? 'fault'), reason } }
}

/** Why colleagues have not got what was to be told them, in the words of staff. */
export function unheardWording({ kind, reason }: Undelivered): Wording {
  const why = kind === 'unreachable' ? { key: 'desk.unheard.unreachable' } : hindranceWording(kind)
  return { key: 'desk.missed.because', values: { why, reason } }
}

function hindranceWording(kind: Hindrance): Wording {
  return { key: `desk.missed.${kind.replaceAll(' ', '-')}` }
}
