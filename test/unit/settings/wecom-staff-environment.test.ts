import { describe, expect, it } from 'vitest'
import { readEnvironment } from '../../../src/settings/environment.ts'
import { loadSettings } from '../../../src/settings/load.ts'
import {
  readWecomAibot,
  readWecomRobots,
  wecomStaffDefaults,
} from '../../../src/settings/wecom-staff-environment.ts'

const key = '693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa'
const api = 'https://qyapi.weixin.qq.com'
const teams = ['service', 'after-sales']

function robots(given: Record<string, string>) {
  const told: unknown[] = []
  const tell = (...what: unknown[]) => void told.push(what)
  return { robots: readWecomRobots(given, { teams, api, tell }), told }
}

describe('group robots', () => {
  it('are none where nothing is set', () => {
    expect(robots({})).toEqual({ robots: undefined, told: [] })
  })

  it('are named by their team, by key or by the whole address', () => {
    const own = `https://wecom.example/cgi-bin/webhook/send?key=${key}`
    const given = { WECOM_ROBOT_SERVICE: key, WECOM_ROBOT_AFTER_SALES: own }
    expect(robots(given)).toEqual({
      robots: { service: `${api}/cgi-bin/webhook/send?key=${key}`, 'after-sales': own },
      told: [],
    })
  })

  it('of a team that is none are told with the nearest, and no key with it', () => {
    const { told } = robots({ WECOM_ROBOT_SERVCE: key })
    expect(told).toEqual([
      [
        'WECOM_ROBOT_SERVCE',
        'not in organisation near',
        expect.objectContaining({ near: 'WECOM_ROBOT_SERVICE' }),
      ],
    ])
    expect(JSON.stringify(told)).not.toContain(key)
  })

  it.each(['short', 'https://wecom.example/send', `ftp://x?key=${key}`, 'a key with spaces in it'])(
    'with “%s” are told, and the value is not',
    (value) => {
      const { told } = robots({ WECOM_ROBOT_SERVICE: value })
      expect(told).toEqual([['WECOM_ROBOT_SERVICE', 'robot key', {}]])
    },
  )

  it('of a team that is none stop the start', () => {
    const start = () => loadSettings({ configFolder: 'config', env: { WECOM_ROBOT_SERVCE: key } })
    expect(start).toThrow(/WECOM_ROBOT_SERVCE.*did you mean 'WECOM_ROBOT_SERVICE'/)
  })

  it('come out of the environment with the mistakes of the others', () => {
    const env = { WECOM_ROBOT_SERVICE: key, WECOM_ROBOT_KITCHEN: key }
    const { environment, problems } = readEnvironment('config', env, teams)
    expect(Object.keys(environment.wecomRobots!)).toEqual(['service'])
    expect(problems).toMatchObject([{ file: 'WECOM_ROBOT_KITCHEN', what: 'not in organisation' }])
  })
})

describe('the bot', () => {
  const read = (given: Record<string, string>) => {
    const told: unknown[] = []
    const env = { ...wecomStaffDefaults, ...given }
    const bot = readWecomAibot(
      (name) => env[name],
      (...what) => void told.push(what),
    )
    return { bot, told }
  }
  const whole = { WECOM_AIBOT_ID: 'aib-1', WECOM_AIBOT_SECRET: 'a-secret' }

  it('is there with id and secret, and not without', () => {
    expect(read({})).toEqual({ bot: undefined, told: [] })
    expect(read(whole)).toEqual({
      bot: { botId: 'aib-1', secret: 'a-secret', url: 'wss://openws.work.weixin.qq.com' },
      told: [],
    })
  })

  it.each([
    ['half of it', { WECOM_AIBOT_SECRET: '' }, 'WECOM_AIBOT_SECRET', 'needed with'],
    ['an address of pages', { WECOM_AIBOT_URL: 'https://x' }, 'WECOM_AIBOT_URL', 'socket url'],
  ])('%s is told, and no secret with it', (_, more, name, what) => {
    const { told } = read({ ...whole, ...more })
    expect(told).toEqual([[name, what, expect.anything()]])
    expect(JSON.stringify(told)).not.toMatch(/a-secret/)
  })
})
