import type { SendOutcome } from '../port.ts'

/** What the platform answered: 0 is well done. */
export type Answered = { errcode: number; id?: string }

type Failed = SendOutcome & { ok: false }

/** What codes of a platform mean for a message that was not taken. */
export type Meanings = Readonly<Record<number, Pick<Failed, 'kind' | 'retryAfter'>>>

/**
 * The platform's code as an outcome the desk can act on; what has no meaning may pass. The reason names the code, no person
 * and no secret.
 */
export function outcomeOf(
  { errcode }: Answered,
  { via, meanings, platform }: { via: string; meanings: Meanings; platform: string },
): SendOutcome {
  if (errcode === 0) return { ok: true, via }
  const reason = Number.isNaN(errcode) ? `${platform} does not answer` : `${platform} ${errcode}`
  return { ok: false, reason, ...(meanings[errcode] ?? { kind: 'offline' }) }
}

/** A token that is none, or is over. */
export function isTokenRefused(errcode: number): boolean {
  return [40001, 40014, 42001].includes(errcode)
}

/** Instead of a code, where no answer came. */
export const away = Number.NaN
