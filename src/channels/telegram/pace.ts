import type { Clock } from '../../clock/port.ts'
import type { Policy } from '../../domain/policy.ts'
import { spanMs } from '../../domain/span.ts'

/** What the platform bears of one bot: so much in all, so much in a chat, so much in a group. */
export type Pace = {
  /** Resolves when the next message may go to the chat. One after another for each chat. */
  turn(chat: string): Promise<void>
  /** How long a message that has `ahead` others before it waits for its turn, in ms. */
  wait(chat: string, ahead: number): number
  /** The platform wants no message there for so long, in ms. */
  hold(chat: string, ms: number): void
}

type PaceParts = { clock: Clock; rules: Policy['telegram'] }

const minute = 60_000
/** Chats whose last messages are remembered at most. */
const remembered = 5_000

export function createPace({ clock, rules }: PaceParts): Pace {
  const gap = spanMs(rules.chatGap.within)
  const inAll = 1000 / rules.perSecond.value
  const inGroup = rules.groupPerMinute.value
  /** When the last messages of a chat went out or will. */
  let sent = new Map<string, number[]>()
  const held = new Map<string, number>()
  let nextOfAll = 0

  const free = (chat: string): number => {
    const times = sent.get(chat) ?? []
    const last = times.at(-1)
    const full = isGroup(chat) ? times.at(-inGroup) : undefined
    return Math.max(
      clock.now(),
      held.get(chat) ?? 0,
      last === undefined ? 0 : last + gap,
      full === undefined ? 0 : full + minute,
    )
  }

  const until = (at: number) =>
    at <= clock.now()
      ? Promise.resolve()
      : new Promise<void>((resolve) => {
          clock.at(at, resolve)
        })

  return {
    async turn(chat) {
      const at = free(chat)
      if (sent.size > remembered) sent = recent(sent, clock.now())
      sent.set(chat, [...(sent.get(chat) ?? []), at].slice(isGroup(chat) ? -inGroup : -1))
      await until(at)
      const mine = Math.max(clock.now(), nextOfAll)
      nextOfAll = mine + inAll
      await until(Math.floor(mine))
    },
    wait(chat, ahead) {
      const behind = ahead * (isGroup(chat) ? minute / inGroup : gap)
      return free(chat) - clock.now() + behind
    },
    hold(chat, ms) {
      held.set(chat, clock.now() + ms)
      clock.at(clock.now() + ms, () => void held.delete(chat))
    },
  }
}

/** The platform's own sign: groups have negative numbers. */
export function isGroup(chat: string): boolean {
  return chat.startsWith('-')
}

function recent(sent: Map<string, number[]>, now: number): Map<string, number[]> {
  return new Map([...sent].filter(([, times]) => (times.at(-1) ?? 0) > now - minute))
}
