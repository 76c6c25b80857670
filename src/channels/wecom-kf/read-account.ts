import type { Clock } from '../../clock/port.ts'
import { spanMs } from '../../domain/span.ts'
import type { Store } from '../../store/port.ts'
import { type Platform, PlatformAwayError } from '../wechat-core/platform.ts'
import type { WecomKfSettings } from './account.ts'
import { listAccounts } from './contact-way.ts'
import { callbackOver } from './errcode.ts'
import type { Hear } from './hear.ts'
import { takePage } from './take-page.ts'

/** How far an account has been read. `since`: what is older was there before the desk. Times in epoch ms. */
type Place = { cursor: string; since: number; readAt: number }

type ReadParts = Pick<WecomKfSettings, 'policy' | 'onProblem'> & {
  store: Store
  clock: Clock
  platform: Platform
  hear: Hear
}

const placePrefix = 'wecom-kf:place:'

/**
 * Reads what customers have sent to an account (developer.work.weixin.qq.com/document/path/94670): three days are there.
 * What was read is kept before the place moves on, so that it comes again where that breaks off in between, and is known
 * by its key.
 */
export function createReading({ store, clock, platform, policy, hear, onProblem }: ReadParts) {
  const attempts = new Map<string, number>()
  const nameOf = (kf: string) => `${placePrefix}${kf}`

  async function ask(kf: string, cursor: string, token: string | undefined) {
    const answer = await platform.call('/cgi-bin/kf/sync_msg', {
      ...(cursor && { cursor }),
      ...(token && { token }),
      open_kfid: kf,
      limit: 1000,
      voice_format: 0,
    })
    if (answer.errcode === callbackOver && token) return ask(kf, cursor, undefined)
    const messages = listIn(answer, 'msg_list')
    const next = typeof answer.next_cursor === 'string' ? answer.next_cursor : ''
    return { messages, next, more: answer.has_more === 1 }
  }

  return {
    /** All there is. `token`: a callback's, by which the platform lets us ask at once; without one only rarely. */
    async read(kf: string, token: string | undefined): Promise<void> {
      for (;;) {
        const stored = await store.record(nameOf(kf))
        const since = clock.now() - spanMs(policy.wecomKf.firstLook.within)
        const place = (stored?.value ?? { cursor: '', since, readAt: 0 }) as Place
        const { messages, next, more } = await ask(kf, place.cursor, token)
        await takePage(messages, { hear, since: place.since, attempts, onProblem })
        const moved = { ...place, cursor: next || place.cursor, readAt: clock.now() }
        // Somebody else may have moved on meanwhile: what he took we took as well, once.
        if (!(await store.writeRecord(nameOf(kf), stored?.revision ?? 0, moved))) return
        if (!more || moved.cursor === place.cursor) return
      }
    },
    /** When it was read last, by any process; epoch ms. */
    async readAt(kf: string): Promise<number> {
      return ((await store.record(nameOf(kf)))?.value as Place | undefined)?.readAt ?? 0
    },
    /** The accounts that have been read before. */
    async known(): Promise<string[]> {
      const places = await store.records(placePrefix)
      return places.map(({ name }) => name.slice(placePrefix.length))
    },
    /** The accounts the app may speak for. */
    async listed(): Promise<string[]> {
      return (await listAccounts(platform)).map(({ id }) => id)
    },
  }
}

function listIn(answer: Record<string, unknown>, name: string): unknown[] {
  if (answer.errcode !== 0) throw new PlatformAwayError(`WeCom ${answer.errcode}`)
  const list = answer[name]
  return Array.isArray(list) ? (list as unknown[]) : []
}
