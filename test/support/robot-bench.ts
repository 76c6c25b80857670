import type { Channel } from '../../src/channels/port.ts'
import { createWecomRobotChannel } from '../../src/channels/wecom-robot/wecom-robot-channel.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import { type FakeRobots, fakeRobots } from './fake-wecom-robot.ts'
import { settings, speaker } from './staff-desk.ts'

/** The channel with a robot in the group of one team; that of another was taken out of its group. */
export type RobotBench = AsyncDisposable & {
  robots: FakeRobots
  channel: Channel
  clock: VirtualClock
  problems: string[]
  /** The key of the service team's robot. */
  key: string
}

const key = '693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa'
const removed = 'gone-gone-gone-gone'

export async function robotBench(): Promise<RobotBench> {
  const clock = new VirtualClock(Date.parse('2026-11-23T10:00:00+08:00'))
  const robots = await fakeRobots(clock, [key])
  const problems: string[] = []
  const channel = createWecomRobotChannel({
    robots: { service: robots.addressOf(key), quality: robots.addressOf(removed) },
    policy: settings.policy,
    say: (wording, locale) => speaker.speak(wording, locale),
    locale: 'zh-CN',
    baseUrl: 'https://desk.example',
    mentioned: (team) => (team === 'service' ? ['WangXiaoMing', 'li.lei'] : []),
    onProblem: (problem) => problems.push(String(problem)),
  })
  return {
    robots,
    channel,
    clock,
    problems,
    key,
    [Symbol.asyncDispose]: () => robots[Symbol.asyncDispose](),
  }
}
