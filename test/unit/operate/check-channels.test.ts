import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { checkWechaty, type WechatyLook } from '../../../src/channels/wechaty/check.ts'
import { checkAccounts, checkChannels } from '../../../src/operate/check-channels.ts'
import { showChannels } from '../../../src/operate/show-channels.ts'
import { surroundings } from '../../../src/operate/surroundings.ts'
import { readEnvironment, type Variables } from '../../../src/settings/environment.ts'

const robot = { WECOM_ROBOT_SERVICE: '0123456789abcdef0123' }
const read = (env: Variables) => readEnvironment('config', env, ['service'])

function from(channels?: { name: string; ok: boolean; reason?: string }[]) {
  const around = surroundings(read({}).environment, channels !== undefined)
  return { around, running: channels && { port: 1, channels } }
}

describe('the list of channels', () => {
  it('names what is lacking, and what stands there wrongly, beside its channel', async () => {
    const given = read({ WECHAT_OFFICIAL_APP_ID: 'wx1', WECOM_ROBOT_SERVCE: 'x', PORT: 'http' })
    const reports = await checkChannels(given, from())
    expect(reports.map(({ name, state }) => [name, state])).toMatchObject([
      ['wechat-official', 'incomplete'],
      ['wecom-kf', 'absent'],
      ['telegram', 'absent'],
      ['wechaty', 'absent'],
      ['wecom-robot', 'incomplete'],
      ['wecom-aibot', 'absent'],
    ])
    const { text, well } = showChannels(reports, given.problems, 'en')
    expect(well).toBe(false)
    expect(text).toMatch(/^✗ PORT: .*\n\nWeChat official account/)
    expect(text).toMatch(/ {2}✗ WECHAT_OFFICIAL_AES_KEY: is needed with WECHAT_OFFICIAL_APP_ID/)
    expect(text).toMatch(/ {2}✗ WECOM_ROBOT_SERVCE: .*did you mean 'WECOM_ROBOT_SERVICE'/)
    expect(text).toContain('docs/channels/telegram.md')
    const chinese = showChannels(reports, given.problems, 'zh-CN').text
    expect(chinese).toContain('docs/channels/telegram.zh-CN.md')
  })

  it('is empty of complaints where nothing is set up', async () => {
    const given = read({})
    const reports = await checkChannels(given, from())
    expect(reports.every(({ state }) => state === 'absent')).toBe(true)
    expect(showChannels(reports, given.problems, 'en').well).toBe(true)
  })

  it.each([
    ['works', { name: 'wecom-robot', ok: true }, 'fine desk well'],
    ['answers only', { name: 'wecom-robot', ok: true, reason: 'answers only' }, 'care desk says'],
    ['is cut off', { name: 'wecom-robot', ok: false, reason: 'cut off' }, 'ill desk says'],
    ['was not there when the desk began', { name: 'web', ok: true }, 'ill desk without'],
  ])('tells that a channel %s, as the desk that runs sees it', async (_, channel, told) => {
    const { environment } = read(robot)
    const [looked] = await checkAccounts(environment, from([channel]))
    const found = looked!.findings.map(({ state, key }) => `${state} ${key}`)
    expect(found).toEqual(['fine robots', told])
  })
})

it('of a personal account it looks at what is installed and at the gateway', async () => {
  const gateway = createServer().listen(0, '127.0.0.1')
  await once(gateway, 'listening')
  const { port } = gateway.address() as AddressInfo
  const look = async (more: Partial<WechatyLook>) => {
    const there = { puppet: 'wechaty-puppet-service', missing: undefined, endpoint: undefined }
    const { findings } = await checkWechaty({ ...there, ...more })
    return findings.map(({ state, key }) => `${state} ${key}`)
  }
  expect(await look({ endpoint: `127.0.0.1:${port}` })).toEqual([
    'fine wechaty here',
    'fine gateway',
  ])
  gateway.close()
  await once(gateway, 'close')
  expect(await look({ endpoint: `127.0.0.1:${port}` })).toContain('ill gateway away')
  const missing = { package: 'wechaty', command: 'npm ci' }
  expect(await look({ missing })).toEqual(['ill wechaty missing'])
})
