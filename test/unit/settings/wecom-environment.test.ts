import { expect, it } from 'vitest'
import { readWecomKf, wecomDefaults } from '../../../src/settings/wecom-environment.ts'

const whole = {
  WECOM_CORP_ID: 'ww1',
  WECOM_KF_SECRET: 'kf-secret',
  WECOM_KF_TOKEN: 'the-token',
  WECOM_KF_AES_KEY: 'a'.repeat(43),
}

function read(given: Record<string, string>) {
  const told: unknown[] = []
  const env = { ...wecomDefaults, ...given }
  const account = readWecomKf(
    (name) => env[name],
    (...what) => told.push(what),
  )
  return { account, told }
}

it('there is no account where nothing is set', () => {
  expect(read({})).toEqual({ account: undefined, told: [] })
})

it('an account calls the platform itself unless told otherwise', () => {
  const { account, told } = read(whole)
  expect(told).toEqual([])
  expect(account).toMatchObject({ corpId: 'ww1', api: 'https://qyapi.weixin.qq.com' })
})

it.each([
  [
    'half an account',
    { WECOM_KF_TOKEN: '' },
    ['WECOM_KF_TOKEN', 'needed with', { other: 'WECOM_CORP_ID' }],
  ],
  [
    'a key that is none',
    { WECOM_KF_AES_KEY: 'secret-but-short' },
    ['WECOM_KF_AES_KEY', 'aes key', {}],
  ],
  [
    'an address that is none',
    { WECOM_API: 'weixin' },
    ['WECOM_API', 'base url', { got: expect.any(String) }],
  ],
])('%s is told, and no secret with it', (_, more, problem) => {
  const { told } = read({ ...whole, ...more })
  expect(told).toEqual([problem])
  expect(JSON.stringify(told)).not.toMatch(/kf-secret|secret-but-short/)
})
