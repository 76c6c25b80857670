import type { Surroundings } from '../channels/check.ts'
import type { Environment } from '../settings/environment.ts'
import { askDesk } from './ask-desk.ts'
import type { RunningDesk } from './control-server.ts'

/** How long a platform has to answer, in ms. */
const patience = 5_000

/** This machine and what can be reached from it; `skew`: how far its clock is ahead of those that answered, in ms. */
export type Around = Surroundings & { skew(): number | undefined }

export function surroundings(environment: Environment, isRunning: boolean): Around {
  let skew: number | undefined
  return {
    now: Date.now(),
    baseUrl: environment.baseUrl,
    isRunning,
    skew: () => skew,
    async fetch(url, init) {
      const signal = AbortSignal.timeout(patience)
      try {
        const answer = await fetch(url, { redirect: 'manual', ...init, signal })
        const theirs = Date.parse(answer.headers.get('date') ?? '')
        const isOwn = environment.baseUrl !== undefined && url.startsWith(environment.baseUrl)
        if (!Number.isNaN(theirs) && !isOwn) skew = Date.now() - theirs
        return answer
      } catch {
        return undefined
      }
    },
  }
}

/** The desk that runs on this machine's folder, as it says of itself. */
export async function runningDesk({ data }: Environment): Promise<RunningDesk | undefined> {
  return (await askDesk<RunningDesk>(data, 'state').catch(() => undefined))?.answer
}
