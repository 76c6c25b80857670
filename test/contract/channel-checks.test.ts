import { afterEach, describe, expect, it } from 'vitest'
import type { Checked, Surroundings } from '../../src/channels/check.ts'
import { checkTelegram } from '../../src/channels/telegram/check.ts'
import { addressIn } from '../../src/channels/wechat-core/call-ourselves.ts'
import { createPlatform } from '../../src/channels/wechat-core/platform.ts'
import { checkWechatOfficial } from '../../src/channels/wechat-official/check.ts'
import { checkWecomKf } from '../../src/channels/wecom-kf/check.ts'
import { contactLink, listAccounts } from '../../src/channels/wecom-kf/contact-way.ts'
import { passingToken } from '../../src/channels/wecom-kf/corp-token.ts'
import { passingTime } from '../support/passing-time.ts'
import { secret, telegramBench } from '../support/telegram-bench.ts'
import { wechatBench } from '../support/wechat-bench.ts'
import { event, wecomBench } from '../support/wecom-bench.ts'

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]()
})
const opened = <T extends AsyncDisposable>(bench: T): T => {
  open.push(bench)
  return bench
}

type Routes = { request(url: string, init?: RequestInit): Response | Promise<Response> }

/** The world as it is but for the desk's public address, where these routes answer. */
function around(now: number, routes: Routes, more: Partial<Surroundings> = {}): Surroundings {
  return {
    now,
    baseUrl: 'https://desk.example',
    isRunning: true,
    fetch: async (url, init) =>
      url.startsWith('https://desk.example')
        ? routes.request(url, init)
        : fetch(url, init).catch(() => undefined),
    ...more,
  }
}

const found = ({ findings }: Checked) => findings.map(({ state, key }) => `${state} ${key}`)
const nowhere: Routes = { request: () => new Response('none', { status: 404 }) }

describe('the check of an official account', () => {
  it('finds what works, changes nothing there and forces no token', async () => {
    const { wechat, channel, clock } = opened(await wechatBench())
    const checked = await checkWechatOfficial(wechat.account, around(clock.now(), channel.routes()))
    expect(found(checked)).toEqual(['fine token', 'fine address'])
    expect(wechat.tokens).toEqual({ asked: 1, forced: 0 })
    expect(JSON.stringify(checked.enter)).toContain('https://desk.example/channels/wechat-official')
    expect(JSON.stringify(checked)).not.toMatch(/app-secret|the-token|token-1|abcdefgh/)
  })

  it.each([
    [40013, 'ill refuses'],
    [40125, 'ill refuses'],
    [40164, 'ill not listed'],
    [45009, 'ill platform code'],
  ])('tells a platform that answers %i', async (code, told) => {
    const { wechat, channel, clock } = opened(await wechatBench())
    wechat.failNext('/cgi-bin/stable_token', code)
    const checked = await checkWechatOfficial(wechat.account, around(clock.now(), channel.routes()))
    expect(found(checked)).toEqual([told, 'fine address'])
  })

  it.each<[string, string, Routes, Partial<Surroundings>]>([
    ['an address where another answers', 'ill address not ours', nowhere, {}],
    ['the same while no desk runs', 'care address silent', nowhere, { isRunning: false }],
    ['that there is no address', 'ill no address', nowhere, { baseUrl: undefined }],
  ])('tells %s', async (_, told, routes, more) => {
    const { wechat, clock } = opened(await wechatBench())
    const checked = await checkWechatOfficial(wechat.account, around(clock.now(), routes, more))
    expect(found(checked)).toContain(told)
  })

  it('tells another token than the desk runs with, and a port the platform does not call', async () => {
    const { wechat, channel, clock } = opened(await wechatBench())
    const account = { ...wechat.account, token: 'another' }
    const routes = channel.routes()
    const fetching = around(clock.now(), {
      request: (url, init) => routes.request(url.replace(':8443', ''), init),
    })
    const place = { ...fetching, baseUrl: 'https://desk.example:8443' }
    expect(found(await checkWechatOfficial(account, place))).toEqual([
      'fine token',
      'care other port',
      'ill address refuses',
    ])
  })

  it('tells a platform that is not there', async () => {
    const { wechat, channel, clock } = opened(await wechatBench())
    const account = { ...wechat.account, api: 'http://127.0.0.1:9' }
    const checked = await checkWechatOfficial(account, around(clock.now(), channel.routes()))
    expect(found(checked)[0]).toBe('ill platform away')
  })
})

it('the address that lacks on a list is read from the platform’s words', () => {
  const words = 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 65a-1'
  expect(addressIn(words)).toBe('203.0.113.7')
  expect(addressIn('no such thing')).toBe('–')
})

describe('the check of 微信客服', () => {
  it('finds what works, with the accounts that answer', async () => {
    const { wecom, channel, clock } = opened(await wecomBench())
    const checked = await checkWecomKf(wecom.account, around(clock.now(), channel.routes()))
    expect(found(checked)).toEqual(['fine token', 'fine kf accounts', 'fine address'])
    expect(checked.findings[1]!.values).toEqual({ n: 1, names: '投诉 (wkDesk)' })
    expect(JSON.stringify(checked)).not.toMatch(/kf-secret|the-token|abcdefgh/)
  })

  it.each([
    ['/cgi-bin/gettoken', 40001, 'ill refuses'],
    ['/cgi-bin/kf/account/list', 60020, 'ill not listed'],
    ['/cgi-bin/kf/account/list', 48002, 'ill kf right'],
  ])('tells a platform where %s answers %i', async (path, code, told) => {
    const { wecom, channel, clock } = opened(await wecomBench())
    wecom.failAlways(path, code)
    const checked = await checkWecomKf(wecom.account, around(clock.now(), channel.routes()))
    expect(found(checked)).toContain(told)
    wecom.failAlways(path, 0)
  })

  it('a link that says which order and shop it is about is heard so', async () => {
    const bench = opened(await wecomBench())
    const platform = createPlatform(bench.wecom.account.api, passingToken(bench.wecom.account))
    const [account] = await listAccounts(platform)
    const known = { order: 'SO-42', shop: '南京店' }
    const link = new URL(await contactLink(platform, account!.id, known))
    expect(link.searchParams.has('enc_scene')).toBe(true)
    const scene_param = link.searchParams.get('scene_param')!
    await bench.tell(event('wmLi', 'enter_session', { scene: 'redress', scene_param }))
    await bench.says('wmLi', '屏幕碎了')
    expect(bench.received[0]).toMatchObject({ known })
    await expect(contactLink(platform, account!.id, { shop: '店'.repeat(20) })).rejects.toThrow(
      /128/,
    )
  })

  it('a scene of a link made on the platform’s page is heard too', async () => {
    const bench = opened(await wecomBench())
    await bench.tell(event('wmLi', 'enter_session', { scene: 'shop_7' }))
    await bench.says('wmLi', '屏幕碎了')
    expect(bench.received[0]).toMatchObject({ known: { shop: '7' } })
  })
})

describe('the check of a Telegram bot', () => {
  it('finds a bot that is asked, and one that is called', async () => {
    const asked = opened(await telegramBench({ by: 'polling' }))
    const place = around(asked.clock.now(), nowhere)
    const account = { token: asked.telegram.token, api: asked.telegram.api }
    expect(found(await checkTelegram(account, place))).toEqual([
      'fine bot',
      'fine bot hears commands',
      'fine telegram asked',
    ])
    const called = opened(await telegramBench())
    await passingTime(called.clock, async () => {
      while (!called.telegram.webhook) await new Promise(setImmediate)
    })
    const { telegram, channel, clock } = called
    telegram.trouble = {
      last_error_date: Math.floor(clock.now() / 1000) - 600,
      last_error_message: 'Wrong response from the webhook: 502 Bad Gateway',
    }
    const checked = await checkTelegram(
      { token: telegram.token, api: telegram.api, secret },
      around(clock.now(), channel.routes()),
    )
    expect(found(checked)).toEqual([
      'fine bot',
      'fine bot hears commands',
      'fine telegram calls',
      'care telegram failed',
      'fine address',
    ])
    expect(checked.findings[3]!.values).toMatchObject({ minutes: 10 })
    expect(called.received).toEqual([])
    expect(JSON.stringify(checked)).not.toContain(secret)
  })

  it('tells a token that is refused, another’s webhook, and a secret that is not the running desk’s', async () => {
    const { telegram, channel, clock } = opened(await telegramBench())
    const place = around(clock.now(), channel.routes())
    const account = { token: telegram.token, api: telegram.api }
    expect(found(await checkTelegram({ ...account, token: '1:b' }, place))).toEqual(['ill refuses'])
    telegram.webhook = { url: 'https://other.example/secret-path' }
    const left = await checkTelegram(account, place)
    expect(found(left)).toContain('care telegram calls another')
    expect(JSON.stringify(left)).not.toContain('secret-path')
    const other = { ...account, secret: 'another-secret-of-it' }
    expect(found(await checkTelegram(other, place))).toEqual(
      expect.arrayContaining(['ill telegram calls another', 'ill address refuses']),
    )
  })
})
