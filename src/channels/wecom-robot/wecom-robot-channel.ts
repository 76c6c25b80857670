import type { LetterId } from '../../domain/letter.ts'
import type { OutboundMessage } from '../../domain/message.ts'
import type { Channel, SendOutcome } from '../port.ts'
import { channelName, type WecomRobotSettings } from './account.ts'
import { post } from './post.ts'
import { bodiesOf, wordsOf } from './show.ts'

/** A list of alerts fits into one message: three bytes a character. */
const textLength = 680
/** Called in one message at most. */
const mostCalled = 10
/** Letters of which a piece went out and that may come again. */
const remembered = 200

/**
 * Robots that write into groups of WeCom, one for each team that has one. What would surprise you: one way only; who
 * answers there is not heard, so what can be done stands in words.
 */
export function createWecomRobotChannel(settings: WecomRobotSettings): Channel {
  const { robots, policy, locale, onProblem } = settings
  const link = settings.baseUrl && `${settings.baseUrl}/desk`
  const say = ({ key, values }: Parameters<typeof settings.say>[0]) =>
    settings.say({ key: `channels.${channelName}.${key}`, ...(values && { values }) }, locale)
  /** How many pieces of a letter that failed are out already. */
  const out = new Map<LetterId, number>()
  /** Why a team's robot did not take the last message. */
  const troubles = new Map<string, string>()

  function note(team: string, outcome: SendOutcome): void {
    if (outcome.ok) return void troubles.delete(team)
    if (outcome.kind === 'rate') return
    const trouble = `wecom-robot of ${team}: ${outcome.kind}: ${outcome.reason}`
    if (troubles.get(team) !== trouble) onProblem?.(trouble)
    troubles.set(team, trouble)
  }

  async function all(team: string, message: OutboundMessage, letter: LetterId) {
    // Who is called for everything looks at nothing.
    const matters = message.grave || message.buttons?.length
    const called = matters ? settings.mentioned(team).slice(0, mostCalled) : []
    const bodies = bodiesOf(wordsOf(message, { link, say }), called)
    for (let n = out.get(letter) ?? 0; n < bodies.length; n++) {
      const outcome = await post(robots[team]!, bodies[n]!)
      note(team, outcome)
      if (!outcome.ok) return outcome
      out.set(letter, n + 1)
      if (out.size > remembered) out.delete(out.keys().next().value!)
    }
    out.delete(letter)
    return { ok: true, via: 'robot' } as const
  }

  return {
    name: channelName,
    capabilities: {
      textLength,
      buttons: 'numbered',
      pushAfterWindow: 'free',
      groups: true,
      roomPace: { messages: policy.wecomRobot.perMinute.value, within: 60_000 },
      staffOnly: true,
    },
    start: async () => undefined,
    send: async () => ({ ok: false, kind: 'capability', reason: 'a robot writes to groups only' }),
    async sendToRoom(team, message, letter) {
      if (robots[team] === undefined) {
        return { ok: false, kind: 'unreachable', reason: 'the team has no robot' }
      }
      return all(team, message, letter)
    },
    teamRoom: (team) => (robots[team] === undefined ? undefined : team),
    health() {
      const [reason] = troubles.values()
      return reason === undefined ? { ok: true } : { ok: false, reason }
    },
    stop: async () => undefined,
  }
}
