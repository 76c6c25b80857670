import { expect, it } from 'vitest'
import { readTelegram, telegramDefaults } from '../../../src/settings/telegram-environment.ts'

const token = '123456:AAAA-bbbb_cccc-dddd-eeee'
const secret = 'a-secret-of-16-signs'

function read(given: Record<string, string>, baseUrl?: string) {
  const told: unknown[] = []
  const env = { ...telegramDefaults, ...given }
  const bot = readTelegram(
    (name) => env[name],
    (...what) => told.push(what),
    baseUrl,
  )
  return { bot, told }
}

it('there is no bot where nothing is set', () => {
  expect(read({})).toEqual({ bot: undefined, told: [] })
})

it('a token is enough: the desk asks the platform itself', () => {
  expect(read({ TELEGRAM_BOT_TOKEN: token })).toEqual({
    bot: { token, api: 'https://api.telegram.org', secret: undefined, topics: false },
    told: [],
  })
})

it('with a secret on https the platform calls', () => {
  const given = {
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_WEBHOOK_SECRET: secret,
    TELEGRAM_TOPICS: 'yes',
  }
  const { bot, told } = read(given, 'https://help.example.com')
  expect(told).toEqual([])
  expect(bot).toMatchObject({ secret, topics: true })
})

it.each([
  ['a secret without a token', { TELEGRAM_BOT_TOKEN: '' }, 'TELEGRAM_BOT_TOKEN', 'needed with'],
  ['half a token', { TELEGRAM_BOT_TOKEN: '123456' }, 'TELEGRAM_BOT_TOKEN', 'bot token'],
  [
    'a short secret',
    { TELEGRAM_WEBHOOK_SECRET: 'short' },
    'TELEGRAM_WEBHOOK_SECRET',
    'webhook secret',
  ],
  ['a word that is neither yes nor no', { TELEGRAM_TOPICS: 'x' }, 'TELEGRAM_TOPICS', 'not one of'],
  ['an address that is none', { TELEGRAM_API: 'telegram' }, 'TELEGRAM_API', 'base url'],
])('%s is told, and no secret with it', (_, more, name, what) => {
  const whole = { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: secret, ...more }
  const { told } = read(whole, 'https://help.example.com')
  expect(told).toEqual([[name, what, expect.anything()]])
  expect(JSON.stringify(told)).not.toMatch(/AAAA|a-secret|short/)
})

it('a secret needs an address on https', () => {
  const whole = { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: secret }
  const told = [['BASE_URL', 'https for', { other: 'TELEGRAM_WEBHOOK_SECRET' }]]
  expect(read(whole).told).toEqual(told)
  expect(read(whole, 'http://help.example.com').told).toEqual(told)
})
