import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPlatform } from '../../src/channels/wechat-core/platform.ts'
import { createMenu } from '../../src/channels/wechat-official/menu.ts'
import { createSceneCode } from '../../src/channels/wechat-official/scene-code.ts'
import { stableToken } from '../../src/channels/wechat-official/stable-token.ts'
import type { OutboundMessage } from '../../src/domain/message.ts'
import { type WechatBench, wechatBench } from '../support/wechat-bench.ts'

const custom = '/cgi-bin/message/custom/send'
const hour = 3_600_000
let bench: WechatBench
afterEach(() => bench[Symbol.asyncDispose]())

const waits = { ok: false, kind: 'capability', instead: 'waits' }

let letters = 0
const send = (text: string, letter = `conversation:w/oLi@${++letters}#0` as const) =>
  bench.channel.send('oLi', { text } satisfies OutboundMessage, letter)

describe('an account without the right to write by itself', () => {
  beforeEach(async () => {
    bench = await wechatBench()
    bench.wechat.failAlways(custom, 48001)
  })

  it('keeps what it has to say until the customer writes again', async () => {
    await bench.says('oLi', '电视坏了')
    expect(await send('我们明天上门')).toMatchObject(waits)
    expect(await send('师傅姓王')).toMatchObject(waits)
    expect((await bench.says('oLi', '怎么样了')).reply).toBe(
      '您上次留言之后，同事已经答复您：\n\n我们明天上门\n\n师傅姓王',
    )
    expect((await bench.says('oLi', '好')).reply).toBeUndefined()
    expect(bench.channel.health()).toMatchObject({
      ok: true,
      reason: expect.stringContaining('answers only'),
    })
  })

  it('answers all that is ready within four seconds with the receipt', async () => {
    await bench.says('oLi', '你好')
    await send('先探一下')
    await bench.says('oLi', '你好')
    bench.answer = async () => {
      bench.clock.at(bench.clock.now() + 3000, () => {
        void send('第一句').then(() => send('第二句'))
      })
      return 'accepted'
    }
    expect((await bench.says('oLi', '电视坏了')).reply).toBe('第一句\n\n第二句')
  })

  it('keeps a letter that is handed in twice once', async () => {
    await bench.says('oLi', '你好')
    const letter = 'conversation:w/oLi@800#0'
    await send('一次', letter)
    await send('一次', letter)
    expect((await bench.says('oLi', '在吗')).reply).toMatch(/一次$/)
    expect(await send('一次', letter)).toMatchObject({ ok: true })
    expect((await bench.says('oLi', '在吗')).reply).toBeUndefined()
  })

  it('asks for the right anew after a day: what waited goes out first, once', async () => {
    await bench.says('oLi', '你好')
    await send('第一句')
    bench.clock.moveTo(bench.clock.now() + 23 * hour)
    bench.wechat.failAlways(custom, 0)
    expect(await send('第二句')).toMatchObject(waits)
    expect(bench.wechat.sent).toEqual([])
    bench.clock.moveTo(bench.clock.now() + hour)
    expect(await send('第三句')).toMatchObject({ ok: true })
    expect(bench.wechat.texts('oLi')).toEqual(['第一句\n\n第二句', '第三句'])
    expect((await bench.says('oLi', '好')).reply).toBeUndefined()
    expect(bench.channel.health()).toEqual({ ok: true })
  })

  it('goes on keeping where it is refused once more', async () => {
    await bench.says('oLi', '你好')
    await send('第一句')
    bench.clock.moveTo(bench.clock.now() + 25 * hour)
    expect(await send('第二句')).toMatchObject(waits)
    expect((await bench.says('oLi', '怎么样了')).reply).toMatch(/第一句\n\n第二句$/)
  })

  it('hands over what does not fit into one answer with the next ones, in order', async () => {
    await bench.says('oLi', '你好')
    for (const word of ['甲', '乙', '丙']) await send(word.repeat(500))
    const told = [
      await bench.says('oLi', '1'),
      await bench.says('oLi', '2'),
      await bench.says('oLi', '3'),
    ]
    expect(told.map(({ reply }) => reply?.replace(/(.)\1+/g, '$1'))).toEqual([
      expect.stringMatching(/甲\n\n还有答复/),
      expect.stringMatching(/乙\n\n还有答复/),
      expect.stringMatching(/丙$/),
    ])
    for (const { reply } of told) expect(Buffer.byteLength(reply!)).toBeLessThanOrEqual(2048)
  })

  it('goes on keeping after a restart', async () => {
    await bench.says('oLi', '你好')
    await send('留着')
    expect(await bench.store.records('wechat-official:')).toMatchObject([
      { value: { waiting: [{ text: '留着' }] } },
    ])
    await bench.channel.forget!('oLi')
    const [kept] = await bench.store.records('wechat-official:')
    expect(JSON.stringify(kept!.value)).not.toMatch(/留着|waiting|known/)
  })
})

describe('outside the window, with a template', () => {
  beforeEach(async () => {
    bench = await wechatBench({ template: { id: 'T-1', field: 'thing2' } })
    await bench.says('oLi', '你好')
    bench.clock.moveTo(bench.clock.now() + 49 * hour)
  })
  const finished = (Status: string) =>
    bench.tell({
      FromUserName: 'oLi',
      CreateTime: Math.floor(bench.clock.now() / 1000),
      MsgType: 'event',
      Event: 'TEMPLATESENDJOBFINISH',
      MsgID: 1001,
      Status,
    })

  it('asks the customer once to write, tells when that arrived, and hands over what waited', async () => {
    const letter = 'conversation:w/oLi@900#0'
    expect(await send('同意退款', letter)).toMatchObject({ ok: false, kind: 'rate' })
    expect(await send('同意退款', letter)).toMatchObject({ ok: false, kind: 'rate' })
    expect(bench.wechat.templates).toMatchObject([
      {
        touser: 'oLi',
        template_id: 'T-1',
        data: { thing2: { value: '您的投诉有新进展，回复即可查看' } },
      },
    ])
    await finished('success')
    expect(await send('同意退款', letter)).toMatchObject({
      kind: 'window closed',
      instead: 'asked',
    })
    expect((await bench.says('oLi', '什么进展')).reply).toMatch(/同意退款$/)
  })

  it('tells when the customer has blocked such messages', async () => {
    const letter = 'conversation:w/oLi@901#0'
    await send('同意退款', letter)
    await finished('failed:user block')
    expect(await send('同意退款', letter)).toMatchObject({
      kind: 'window closed',
      instead: 'waits',
    })
  })
})

describe('what is set up on the platform', () => {
  beforeEach(async () => {
    bench = await wechatBench()
  })

  const platform = () => createPlatform(bench.wechat.account.api, stableToken(bench.wechat.account))

  it('a menu whose buttons say something, open a page or hold others', async () => {
    await createMenu(platform(), [
      { name: '我要投诉', says: '我要投诉' },
      { name: '官网', opens: 'https://www.example.com/' },
      { name: '更多', below: [{ name: '转人工', says: '转人工客服' }] },
    ])
    expect(bench.wechat.menus).toEqual([
      {
        button: [
          { type: 'click', name: '我要投诉', key: '我要投诉' },
          { type: 'view', name: '官网', url: 'https://www.example.com/' },
          { name: '更多', sub_button: [{ type: 'click', name: '转人工', key: '转人工客服' }] },
        ],
      },
    ])
    bench.wechat.failNext('/cgi-bin/menu/create', 48001)
    await expect(createMenu(platform(), [])).rejects.toMatchObject({ code: 48001 })
  })

  it.each([
    ['for ever', undefined, { action_name: 'QR_LIMIT_STR_SCENE' }],
    ['for a week', 7, { action_name: 'QR_STR_SCENE', expire_seconds: 604_800 }],
  ])(
    'a code, %s, that says which order and shop it is about, as the desk reads it',
    async (_, days, made) => {
      const url = await createSceneCode(platform(), { order: '42-A', shop: '南京店' }, days)
      expect(url).toBe('http://weixin.qq.com/q/abc')
      const asked = bench.wechat.menus[0] as { action_info: { scene: { scene_str: string } } }
      expect(asked).toMatchObject(made)
      await bench.tell({
        FromUserName: 'oLi',
        CreateTime: Math.floor(bench.clock.now() / 1000),
        MsgType: 'event',
        Event: 'SCAN',
        EventKey: asked.action_info.scene.scene_str,
      })
      await bench.says('oLi', '屏幕碎了')
      expect(bench.received[0]).toMatchObject({ known: { order: '42-A', shop: '南京店' } })
    },
  )

  it('a code longer than the platform takes is refused', async () => {
    await expect(createSceneCode(platform(), { shop: '店'.repeat(60) })).rejects.toThrow(/64/)
  })
})
