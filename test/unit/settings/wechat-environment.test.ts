import { expect, it } from 'vitest'
import { readWechatOfficial, wechatDefaults } from '../../../src/settings/wechat-environment.ts'

const whole = {
  WECHAT_OFFICIAL_APP_ID: 'wx1',
  WECHAT_OFFICIAL_APP_SECRET: 'app-secret',
  WECHAT_OFFICIAL_TOKEN: 'the-token',
  WECHAT_OFFICIAL_AES_KEY: 'a'.repeat(43),
}

function read(given: Record<string, string>, baseUrl?: string) {
  const told: unknown[] = []
  const env = { ...wechatDefaults, ...given }
  const account = readWechatOfficial(
    (name) => env[name],
    (...what) => told.push(what),
    baseUrl,
  )
  return { account, told }
}

it('there is no account where nothing is set', () => {
  expect(read({})).toEqual({ account: undefined, told: [] })
})

it('an account calls the platform itself unless told otherwise', () => {
  const { account, told } = read({ ...whole, WECHAT_OFFICIAL_TEMPLATE: 'AbC-12:thing2' })
  expect(told).toEqual([])
  expect(account).toMatchObject({
    appId: 'wx1',
    api: 'https://api.weixin.qq.com',
    template: { id: 'AbC-12', field: 'thing2' },
  })
})

it.each([
  [
    'half an account',
    { WECHAT_OFFICIAL_TOKEN: '' },
    ['WECHAT_OFFICIAL_TOKEN', 'needed with', { other: 'WECHAT_OFFICIAL_APP_ID' }],
  ],
  [
    'a key that is none',
    { WECHAT_OFFICIAL_AES_KEY: 'secret-but-short' },
    ['WECHAT_OFFICIAL_AES_KEY', 'aes key', {}],
  ],
  [
    'an address that is none',
    { WECHAT_OFFICIAL_API: 'weixin' },
    ['WECHAT_OFFICIAL_API', 'base url', { got: expect.any(String) }],
  ],
  [
    'a template without its field',
    { WECHAT_OFFICIAL_TEMPLATE: 'AbC' },
    ['WECHAT_OFFICIAL_TEMPLATE', 'template', { got: expect.any(String) }],
  ],
])('%s is told, and no secret with it', (_, more, problem) => {
  const { told } = read({ ...whole, ...more })
  expect(told).toEqual([problem])
  expect(JSON.stringify(told)).not.toMatch(/app-secret|secret-but-short/)
})

it('a message customers may consent to needs a template, a scene and a way back', () => {
  const subscribe = { WECHAT_OFFICIAL_SUBSCRIBE: 'AbC-12:1000' }
  const { account, told } = read({ ...whole, ...subscribe }, 'https://help.example.com')
  expect(told).toEqual([])
  expect(account?.subscribe).toEqual({
    id: 'AbC-12',
    scene: '1000',
    home: 'https://help.example.com',
  })
  expect(read({ ...whole, ...subscribe }).told).toEqual([
    ['BASE_URL', 'needed with', { other: 'WECHAT_OFFICIAL_SUBSCRIBE' }],
  ])
})

it.each(['AbC', 'AbC-12:', 'AbC-12:10001', ':1000'])('%s names no such message', (given) => {
  const { told } = read({ ...whole, WECHAT_OFFICIAL_SUBSCRIBE: given }, 'https://a.example')
  expect(told).toEqual([['WECHAT_OFFICIAL_SUBSCRIBE', 'subscribe', { got: expect.any(String) }]])
})
