import type { Clock } from '../../src/clock/port.ts'
import { type Call, type FakeApi, fakeApi } from './fake-api.ts'

/** What a group shows of a robot's message. */
export type RobotMessage = { text: string; kind: 'text' | 'markdown'; called: readonly string[] }

/** Groups of WeCom with a robot each, by the robot's key, as the platform's documents have it. */
export type FakeRobots = FakeApi & {
  /** The address of a robot as its group shows it. */
  addressOf(key: string): string
  shown(key: string): readonly RobotMessage[]
  /** The robot was taken out of its group. */
  remove(key: string): void
}

const path = '/cgi-bin/webhook/send'
const limits = { text: 2048, markdown: 4096 } as const
const perMinute = 20

type Body = {
  msgtype: 'text' | 'markdown'
  text?: { content: string; mentioned_list?: string[] }
  markdown?: { content: string }
}

export async function fakeRobots(clock: Clock, keys: readonly string[]): Promise<FakeRobots> {
  const groups = new Map(keys.map((key) => [key, [] as (RobotMessage & { at: number })[]]))

  function take({ query, body }: Call): object {
    const group = groups.get(query.get('key') ?? '')
    if (!group) return refused(93000, 'invalid webhook url')
    const message = JSON.parse(body.toString()) as Body
    const kind = message.msgtype
    const content = message[kind]?.content
    if (content === undefined) return refused(40008, 'invalid message type')
    if (content === '') return refused(44004, 'text content is empty')
    if (Buffer.byteLength(content) > limits[kind])
      return refused(40058, 'content exceed max length')
    const recent = group.filter(({ at }) => at > clock.now() - 60_000)
    if (recent.length >= perMinute) return refused(45009, 'api freq out of limit')
    const called =
      kind === 'text'
        ? (message.text?.mentioned_list ?? [])
        : [...content.matchAll(/<@([\w.@-]+)>/g)].map(([, id]) => id!)
    group.push({ text: content, kind, called, at: clock.now() })
    return { errcode: 0, errmsg: 'ok' }
  }

  const api = await fakeApi((call) => take(call))
  return {
    ...api,
    addressOf: (key) => `${api.api}${path}?key=${key}`,
    shown: (key) => (groups.get(key) ?? []).map(({ at: _at, ...message }) => message),
    remove: (key) => void groups.delete(key),
  }
}

export const robotPath = path

function refused(errcode: number, errmsg: string): object {
  return { errcode, errmsg }
}
