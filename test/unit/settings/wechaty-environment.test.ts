import { expect, it } from 'vitest'
import { readWechaty, wechatyDefaults } from '../../../src/settings/wechaty-environment.ts'

const gateway = {
  WECHATY_PUPPET: 'service',
  WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_11111111-2222-4333-8444-555555555555',
  WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:8788',
}

function read(given: Record<string, string>) {
  const told: unknown[] = []
  const env = { ...wechatyDefaults, ...given }
  const account = readWechaty(
    (name) => env[name],
    (...what) => told.push(what),
  )
  return { account, told }
}

it('there is no account where no puppet is named', () => {
  expect(read({})).toEqual({ account: undefined, told: [] })
})

it('a gateway is asked where it is said to be, over TLS unless told otherwise', () => {
  const { account, told } = read(gateway)
  expect(told).toEqual([])
  expect(account).toEqual({
    library: 'wechaty',
    puppet: 'wechaty-puppet-service',
    memory: 'login',
    options: {
      token: gateway.WECHATY_PUPPET_SERVICE_TOKEN,
      endpoint: '127.0.0.1:8788',
      tls: { disable: false },
    },
  })
  expect(read({ ...gateway, WECHATY_TLS: 'no' }).account!.options.tls).toEqual({ disable: true })
})

it.each([
  ['mock', 'wechaty-puppet-mock'],
  ['wechat4u', 'wechaty-puppet-wechat4u'],
  ['@somebody/puppet', '@somebody/puppet'],
])('the puppet %s is the package %s', (WECHATY_PUPPET, puppet) => {
  expect(read({ WECHATY_PUPPET })).toMatchObject({ account: { puppet, options: {} }, told: [] })
})

it('another library brings its own gateway', () => {
  const { account } = read({ ...gateway, WECHATY_LIBRARY: '@juzi/wechaty' })
  expect(account).toMatchObject({
    library: '@juzi/wechaty',
    puppet: '@juzi/wechaty-puppet-service',
  })
})

it.each([
  [
    'a token without puppet',
    { WECHATY_PUPPET: '' },
    ['WECHATY_PUPPET', 'needed with', { other: 'WECHATY_PUPPET_SERVICE_TOKEN' }],
  ],
  [
    'no gateway',
    { WECHATY_PUPPET_SERVICE_ENDPOINT: '' },
    ['WECHATY_PUPPET_SERVICE_ENDPOINT', 'endpoint', { got: expect.any(String) }],
  ],
  [
    'half a token',
    { WECHATY_PUPPET_SERVICE_TOKEN: 'secret-but-half' },
    ['WECHATY_PUPPET_SERVICE_TOKEN', 'gateway token', {}],
  ],
  [
    'a path out of the folder',
    { WECHATY_MEMORY: '../login' },
    ['WECHATY_MEMORY', 'plain name', { got: expect.any(String) }],
  ],
  [
    'a package that is a path',
    { WECHATY_LIBRARY: '../evil' },
    ['WECHATY_LIBRARY', 'package', { got: expect.any(String) }],
  ],
])('%s is told, and no secret with it', (_, more, problem) => {
  const { told } = read({ ...gateway, ...more })
  expect(told).toContainEqual(problem)
  expect(JSON.stringify(told)).not.toMatch(/secret-but-half|11111111/)
})
