import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../src/channels/port.ts'
import { letterId } from '../../src/domain/letter.ts'
import { type FakeRobots, robotPath } from '../support/fake-wecom-robot.ts'
import { type RobotBench, robotBench } from '../support/robot-bench.ts'

const letter = letterId('ticket:conversation:web/li@1#0', 2, 0)

let bench: RobotBench
let robots: FakeRobots
let channel: Channel
beforeEach(async () => {
  bench = await robotBench()
  robots = bench.robots
  channel = bench.channel
})
afterEach(() => bench[Symbol.asyncDispose]())

const shown = () => robots.shown(bench.key)
const send = (text: string, more: object = {}) =>
  channel.sendToRoom!('service', { text, ...more }, letter)

describe('a group robot', () => {
  it('is the room of its team from the start; other teams have none, and nobody is written to alone', async () => {
    expect([channel.teamRoom!('service'), channel.teamRoom!('finance')]).toEqual([
      'service',
      undefined,
    ])
    expect(await channel.sendToRoom!('finance', { text: 'x' }, letter)).toMatchObject({
      kind: 'unreachable',
    })
    expect(await channel.send('wang', { text: 'x' }, letter)).toMatchObject({ kind: 'capability' })
  })

  it('shows plain words as they stand', async () => {
    expect(await send('【提醒】<b>[x](http://evil)</b>')).toEqual({ ok: true, via: 'robot' })
    expect(shown()).toEqual([{ text: '【提醒】<b>[x](http://evil)</b>', kind: 'text', called: [] }])
  })

  it('has no dead buttons: it says where, and by which command, and calls those it knows', async () => {
    const buttons = [
      { id: '/take CP-20261123-0001', label: '我来接单' },
      { id: '/history CP-20261123-0001', label: '详情' },
    ]
    await send('【新投诉】CP-20261123-0001', { buttons, files: [{}, {}] })
    const [{ text, called }] = shown() as [ReturnType<typeof shown>[number]]
    expect(text).toMatch(/2 个附件/)
    expect(text).toMatch(
      /https:\/\/desk\.example\/desk .*\n我来接单 {2}\/take CP-20261123-0001\n详情 {2}\/history/,
    )
    expect(called).toEqual(['WangXiaoMing', 'li.lei'])
  })

  it('cuts what is long between characters, and nothing in it becomes a link or a call', async () => {
    const long = `${'投诉内容很长😀。'.repeat(400)}[x](http://evil) <@all>`
    expect(await send(long, { grave: true })).toMatchObject({ ok: true })
    expect(shown().every(({ text }) => Buffer.byteLength(text) <= 4096)).toBe(true)
    expect(shown().length).toBeGreaterThan(1)
    const whole = shown()
      .map(({ text }) => text.replace(/\n<@.*$/, ''))
      .join('')
    expect(whole).not.toMatch(/�|\]\(/)
    expect(whole.replace(/［|＜/g, '')).toMatch(
      /^(投诉内容很长😀。){400}x］\(http:\/\/evil\) @all>$/,
    )
    expect(shown().flatMap(({ called }) => called)).toEqual(['WangXiaoMing', 'li.lei'])
  })

  it('goes on where a long one broke off', async () => {
    const long = '投诉内容很长。'.repeat(600)
    robots.failNext(robotPath, 0, -1)
    expect(await send(long)).toMatchObject({ ok: false, kind: 'rate' })
    expect(await send(long)).toMatchObject({ ok: true })
    expect(
      shown()
        .map(({ text }) => text)
        .join(''),
    ).toBe(long)
  })

  it.each([
    [45009, 'rate', 60_000],
    [93000, 'unreachable', undefined],
    [40058, 'bad request', undefined],
    [45002, 'too long', undefined],
    [47001, 'offline', undefined],
  ])('what the platform refuses by %i is “%s”', async (code, kind, retryAfter) => {
    robots.failNext(robotPath, code)
    const outcome = await send('x')
    expect(outcome).toMatchObject({ ok: false, kind, reason: `WeCom ${code}` })
    expect('retryAfter' in outcome ? outcome.retryAfter : undefined).toBe(retryAfter)
  })

  it('at the platform’s own pace it asks for patience, and is fine again', async () => {
    for (let n = 0; n < 20; n++) await send(`alert ${n}`)
    expect(await send('one more')).toMatchObject({ kind: 'rate', retryAfter: 60_000 })
    expect(channel.health()).toEqual({ ok: true })
    bench.clock.moveTo(bench.clock.now() + 60_000)
    expect(await send('one more')).toMatchObject({ ok: true })
  })

  it('a broken line is “offline”, and told once until it is well; no key is ever told', async () => {
    robots.dropNext(robotPath)
    expect(await send('x')).toMatchObject({ kind: 'offline', reason: 'WeCom does not answer' })
    robots.dropNext(robotPath)
    await send('x')
    expect(bench.problems).toEqual(['wecom-robot of service: offline: WeCom does not answer'])
    expect(channel.health()).toMatchObject({ ok: false })
    await send('x')
    expect(channel.health()).toEqual({ ok: true })
    await channel.sendToRoom!('quality', { text: 'x' }, letter)
    expect(bench.problems.at(-1)).toBe('wecom-robot of quality: unreachable: WeCom 93000')
    expect(JSON.stringify([bench.problems, channel.health()])).not.toMatch(
      /693axxx6|gone-gone|127\.0/,
    )
  })
})
