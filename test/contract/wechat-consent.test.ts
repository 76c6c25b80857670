import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutboundMessage } from '../../src/domain/message.ts'
import { type WechatBench, wechatBench } from '../support/wechat-bench.ts'

const hour = 3_600_000
const home = 'https://help.example.com'
const subscribe = { id: 'T-9', scene: '1000', home }
const push = '/cgi-bin/message/template/subscribe'
const opened: OutboundMessage = {
  text: '单号 CP-20261123-0001。',
  buttons: [{ id: 'progress', label: '查进度' }],
}
let bench: WechatBench
afterEach(() => bench[Symbol.asyncDispose]())

let letters = 0
const send = (message: OutboundMessage, peer = 'oLi') =>
  bench.channel.send(peer, message, `conversation:w/${peer}@${++letters}#0`)

/** What the link under the number of a case asks the platform for. */
async function offered(peer = 'oLi'): Promise<URLSearchParams> {
  await bench.says(peer, '我要投诉')
  await send(opened, peer)
  const [, link = ''] = /<a href="([^"]*)">/.exec(bench.wechat.texts(peer).at(-1)!) ?? []
  return new URL(link).searchParams
}

/** The way back, as the platform sends him there. */
function back(asked: URLSearchParams, more: Record<string, string> = {}): Promise<Response> {
  const query = new URLSearchParams({
    openid: 'oLi',
    template_id: asked.get('template_id')!,
    action: 'confirm',
    scene: asked.get('scene')!,
    reserved: asked.get('reserved')!,
    ...more,
  })
  const { pathname } = new URL(asked.get('redirect_url')!)
  return bench.fetch(new Request(`${home}${pathname}?${query}`))
}

/** The window is over, and there is news. */
async function news() {
  bench.clock.moveTo(bench.clock.now() + 49 * hour)
  return send({ text: '同意退款 30 元' })
}

/** He writes, a moment after he was told. */
function writes(text: string) {
  bench.clock.moveTo(bench.clock.now() + 60_000)
  return bench.says('oLi', text)
}

describe('an account whose customers can consent to one message', () => {
  beforeEach(async () => {
    bench = await wechatBench({ subscribe })
  })

  it('asks below the number of a case, and nowhere else', async () => {
    const asked = await offered()
    expect(Object.fromEntries(asked)).toEqual({
      action: 'get_confirm',
      appid: 'wx-app',
      scene: '1000',
      template_id: 'T-9',
      redirect_url: `${home}/channels/wechat-official/consent`,
      reserved: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    expect(bench.wechat.texts('oLi').at(-1)).toMatch(
      /^单号 CP-20261123-0001。\n\n1\. 查进度\n\n.*通知？<a .*#wechat_redirect">点这里同意<\/a>$/,
    )
    await send({ text: '小王已经接手' })
    expect(bench.wechat.texts('oLi').at(-1)).toBe('小王已经接手')
    expect(bench.channel.capabilities.pushAfterWindow).toBe('consent')
  })

  it('tells him once that there is news, and hands it over when he writes', async () => {
    const asked = await offered()
    const page = await back(asked)
    bench.wechat.consents.add('oLi')
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('已记下')])

    expect(await news()).toMatchObject({ kind: 'window closed', instead: 'asked' })
    expect(await send({ text: '另有一事' })).toMatchObject({ instead: 'asked' })
    expect(bench.wechat.subscribed).toEqual([
      {
        touser: 'oLi',
        template_id: 'T-9',
        url: home,
        scene: '1000',
        title: '投诉进展通知',
        data: { content: { value: '您的投诉有新进展，回复即可查看' } },
      },
    ])
    expect((await writes('什么进展')).reply).toMatch(/同意退款 30 元\n\n另有一事$/)
    expect(await news()).toMatchObject({ instead: 'waits' })
    expect(bench.wechat.subscribed).toHaveLength(1)
  })

  it('lets it wait where he did not want it, or the platform knows of no consent', async () => {
    const asked = await offered()
    const declined = await back(asked, { action: 'cancel', openid: '' })
    expect([declined.status, await declined.text()]).toEqual([
      200,
      expect.stringContaining('不会通知您'),
    ])
    expect(await news()).toMatchObject({ kind: 'window closed', instead: 'waits' })

    await back(await offered())
    expect(await news()).toMatchObject({ kind: 'window closed', instead: 'waits' })
    expect(bench.wechat.subscribed).toEqual([])
  })

  it('tries again where the platform was away', async () => {
    await back(await offered())
    bench.wechat.consents.add('oLi')
    bench.wechat.failNext(push, 45009)
    bench.clock.moveTo(bench.clock.now() + 49 * hour)
    const letter = 'conversation:w/oLi@9001#0'
    const text = { text: '同意退款' }
    expect(await bench.channel.send('oLi', text, letter)).toMatchObject({ kind: 'rate' })
    expect(await bench.channel.send('oLi', text, letter)).toMatchObject({ instead: 'asked' })
    expect(bench.wechat.subscribed).toHaveLength(1)
  })

  it('forgets a consent with everything else', async () => {
    await back(await offered())
    await bench.channel.forget!('oLi')
    const [kept] = await bench.store.records('wechat-official:')
    expect(JSON.stringify(kept!.value)).not.toMatch(/consent/)
  })
})

describe('a consent that nobody gave', () => {
  beforeEach(async () => {
    bench = await wechatBench({ subscribe })
  })

  const forged: [string, Record<string, string>][] = [
    ['with a word we never sent', { reserved: 'f'.repeat(32) }],
    ['without the word', { reserved: '' }],
    ['for somebody else', { openid: 'oWang' }],
    ['for nobody', { openid: '' }],
    ['for a name that is none', { openid: '../place' }],
    ['for another template', { template_id: 'T-1' }],
    ['for another scene', { scene: '1' }],
    ['for something else', { action: 'whatever' }],
  ]
  it.each(forged)('%s is refused and changes nothing', async (_, more) => {
    const asked = await offered()
    await offered('oWang')
    const before = await bench.store.records('wechat-official:')
    const answer = await back(asked, more)
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('失效')])
    expect(await bench.store.records('wechat-official:')).toEqual(before)
    expect(bench.problems).toEqual(['wechat-official refused a consent'])
  })

  it('again is refused: a word is used once, before the message and after it', async () => {
    const asked = await offered()
    expect((await back(asked)).status).toBe(200)
    expect((await back(asked)).status).toBe(400)
    bench.wechat.consents.add('oLi')
    await news()
    expect((await back(asked)).status).toBe(400)
    await writes('好')
    expect(await news()).toMatchObject({ instead: 'waits' })
  })

  it('has no page where the account asks for none', async () => {
    await using other = await wechatBench()
    const answer = await other.fetch(new Request(`${home}/channels/wechat-official/consent`))
    expect(answer.status).toBe(404)
    expect(other.channel.capabilities.pushAfterWindow).toBe('none')
  })
})

it('a consent is used before the template, the template where there is none', async () => {
  bench = await wechatBench({ subscribe, template: { id: 'T-1', field: 'thing2' } })
  expect(bench.channel.capabilities.pushAfterWindow).toBe('template')
  await back(await offered())
  bench.wechat.consents.add('oLi')
  await news()
  expect([bench.wechat.subscribed.length, bench.wechat.templates.length]).toEqual([1, 0])
  await writes('好')
  await news()
  expect([bench.wechat.subscribed.length, bench.wechat.templates.length]).toEqual([1, 1])
})
