import type { LetterId } from '../../domain/letter.ts'
import type { FileRef, OutboundMessage } from '../../domain/message.ts'
import { spanMs } from '../../domain/span.ts'
import { createLanes } from '../lanes.ts'
import { pause } from '../pause.ts'
import type { SendOutcome } from '../port.ts'
import type { WechatySettings } from './account.ts'
import type { Connection } from './connection.ts'
import { piecesOf } from './show.ts'

/** Who a message is for. */
export type Reader = { id: string; isRoom: boolean; isStaff: boolean }

/** Writes as a person would: one message after another, with a pause before each that is never the same. */
export type Sender = {
  /** The whole message. What has gone out is not sent again when the same letter is tried again. */
  send(to: Reader, message: OutboundMessage, letter: LetterId): Promise<SendOutcome>
}

type SenderParts = Pick<WechatySettings, 'clock' | 'random' | 'policy' | 'store'> & {
  connection: Connection
}

const via = 'chat'
/** Longer than this no letter is held (ms): it is tried again when it is its turn. A lease lasts a minute. */
const patience = 20_000
/** A message that is not taken so soon (ms) is tried again. */
const answerWithin = 20_000
/** Letters of which a part went out and that may come again. */
const remembered = 500

/** Who can be reached by nobody, as puppets say it. */
const gone = /not (?:exist|found)|no (?:such )?(?:contact|room|payload)|not (?:a |your )?friend/i

const offline = { ok: false, kind: 'offline', reason: 'WeChat is not connected' } as const

export function createSender({ connection, clock, random, policy, store }: SenderParts): Sender {
  const lanes = createLanes()
  /** An account may be away for long: it is asked for again less and less often (ms). */
  const soon = 6 * spanMs(policy.wechaty.firstRestart.within)
  const late = 3 * spanMs(policy.wechaty.longestRestart.within)
  /** Since when nothing could be sent. */
  let away: number | undefined
  const gap = spanMs(policy.wechaty.gap.within)
  const more = spanMs(policy.wechaty.gapMore.within)
  /** How many parts of a letter that failed have gone out. */
  const done = new Map<LetterId, number>()
  let next = 0

  async function turn(): Promise<void> {
    await pause(clock, Math.max(0, next - clock.now()), new AbortController().signal)
  }

  async function part(to: Reader, what: string | FileRef): Promise<SendOutcome | undefined> {
    await turn()
    const line = connection.line()
    const library = connection.library()
    if (!line || !library) return offline
    const sayable = typeof what === 'string' ? what : await fileOf(what)
    // A file that is forgotten leaves its words.
    if (sayable === undefined) return undefined
    const { Contact, Room } = line.bot
    const listener = (to.isRoom ? Room : Contact).load(to.id)
    try {
      await inTime(listener.say(sayable))
    } catch (error) {
      return outcomeOf(error)
    } finally {
      next = clock.now() + gap + Math.round(random() * more)
    }
    return undefined
  }

  async function fileOf({ id, name }: FileRef) {
    const found = await store.file(id)
    return found && connection.library()!.file(found.bytes, name)
  }

  async function inTime(work: Promise<unknown>): Promise<void> {
    const enough = new AbortController()
    const late = pause(clock, answerWithin, enough.signal).then(() => {
      throw new Error('no answer')
    })
    late.catch(() => undefined)
    await Promise.race([work, late]).finally(() => enough.abort())
  }

  async function all(to: Reader, message: OutboundMessage, letter: LetterId): Promise<SendOutcome> {
    const parts = [...piecesOf(message, to.isStaff), ...(message.files ?? [])]
    for (let n = done.get(letter) ?? 0; n < parts.length; n++) {
      const failed = await part(to, parts[n]!)
      if (failed) return failed
      remember(letter, n + 1)
    }
    done.delete(letter)
    return { ok: true, via }
  }

  function remember(letter: LetterId, parts: number): void {
    done.set(letter, parts)
    const [oldest] = done.keys()
    if (done.size > remembered && oldest !== undefined) done.delete(oldest)
  }

  return {
    async send(to, message, letter) {
      if (!connection.line()) {
        away ??= clock.now()
        const retryAfter = Math.min(late, Math.max(soon, clock.now() - away))
        return { ...offline, retryAfter }
      }
      away = undefined
      const wait = lanes.ahead(via) * (gap + more / 2)
      // An answer is given by nobody a second time: it waits here.
      if (wait > patience && !letter.startsWith('answer:')) {
        return { ok: false, kind: 'rate', retryAfter: wait, reason: 'many messages' }
      }
      return lanes.inTurn(via, () => all(to, message, letter))
    },
  }
}

/** What a puppet was rejected with, without its words: they may name people. */
function outcomeOf(error: unknown): SendOutcome {
  const words = error instanceof Error ? error.message : ''
  const code = /\b\d{1,2} [A-Z_]{5,}\b/.exec(words)?.[0]
  if (!code?.endsWith('UNAVAILABLE') && gone.test(words)) {
    return { ok: false, kind: 'unreachable', reason: 'WeChat knows no such person or room' }
  }
  return { ok: false, kind: 'offline', reason: `WeChat did not take it${code ? `: ${code}` : ''}` }
}
