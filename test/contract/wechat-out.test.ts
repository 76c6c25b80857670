import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutboundMessage } from '../../src/domain/message.ts'
import { png } from '../support/pictures.ts'
import { type WechatBench, wechatBench } from '../support/wechat-bench.ts'

let bench: WechatBench
beforeEach(async () => {
  bench = await wechatBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

const custom = '/cgi-bin/message/custom/send'
let letters = 0
const send = (
  message: OutboundMessage | string,
  letter = `conversation:w/oLi@${++letters}#0` as const,
) => bench.channel.send('oLi', typeof message === 'string' ? { text: message } : message, letter)
const event = (Event: string, more: Record<string, string> = {}) =>
  bench.tell({
    FromUserName: 'oLi',
    CreateTime: Math.floor(bench.clock.now() / 1000),
    MsgType: 'event',
    Event,
    ...more,
  })
const pass = (ms: number) => bench.clock.moveTo(bench.clock.now() + ms)
const hour = 3_600_000

describe('the first answer', () => {
  it('goes out with the receipt when it is ready in time, and costs nothing', async () => {
    bench.answer = async () => {
      void send('我在听')
      return 'accepted'
    }
    expect((await bench.says('oLi', '你好')).reply).toBe('我在听')
    expect(bench.wechat.sent).toEqual([])
  })

  it('is delivered once, to the customer it is for', async () => {
    const outcomes: unknown[] = []
    bench.answer = async ({ peer }) => {
      if (peer === 'oLi') return 'accepted'
      outcomes.push(await send('给李的'))
      return 'accepted'
    }
    await bench.says('oLi', '你好')
    expect((await bench.says('oWang', '你好')).reply).toBeUndefined()
    expect(outcomes).toEqual([{ ok: true, via: 'customer service' }])
    expect(bench.wechat.texts('oLi')).toEqual(['给李的'])
  })

  it('goes by itself when it comes too late for the receipt', async () => {
    expect((await bench.says('oLi', '你好')).body).toBe('success')
    expect(await send('让您久等了')).toEqual({ ok: true, via: 'customer service' })
    expect(bench.wechat.texts()).toEqual(['让您久等了'])
  })

  it('shows words that could end the XML as they stand', async () => {
    bench.answer = async () => {
      void send('a]]></Content>b')
      return 'accepted'
    }
    const { body } = await bench.says('oLi', '你好')
    expect(bench.wechat.open(body).xml).toContain('a]]]]><![CDATA[></Content>b')
  })
})

describe('the window', () => {
  it('holds five messages in 48 hours; the sixth waits, and rides on the next receipt', async () => {
    await bench.says('oLi', '你好')
    for (const n of [1, 2, 3, 4, 5]) expect(await send(`第${n}条`)).toMatchObject({ ok: true })
    expect(await send('第6条')).toMatchObject({ ok: false, kind: 'quota' })
    expect(bench.wechat.sent).toHaveLength(5)
    expect((await bench.says('oLi', '怎么样了')).reply).toBe(
      '您上次留言之后，同事已经答复您：\n\n第6条',
    )
    expect((await bench.says('oLi', '好')).reply).toBeUndefined()
  })

  it('keeps the last message from reminders', async () => {
    await bench.says('oLi', '你好')
    for (const n of [1, 2, 3, 4]) await send(`第${n}条`)
    expect(await send({ text: '提醒', reminder: true })).toMatchObject({ ok: false, kind: 'quota' })
    expect(await send('处理结果')).toMatchObject({ ok: true })
  })

  it('closes after 48 hours, and opens with the next message', async () => {
    await bench.says('oLi', '你好')
    pass(48 * hour)
    expect(await send('结果')).toMatchObject({ ok: false, kind: 'window closed' })
    await bench.says('oLi', '在吗')
    expect(await send('在')).toMatchObject({ ok: true })
  })

  it('gives three messages in a minute after a click, a scan or a follow', async () => {
    await event('subscribe')
    for (const n of [1, 2, 3]) expect(await send(`第${n}条`)).toMatchObject({ ok: true })
    expect(await send('第4条')).toMatchObject({ ok: false, kind: 'window closed' })
    await event('CLICK', { EventKey: '查询投诉进度' })
    pass(61_000)
    expect(await send('晚了')).toMatchObject({ ok: false, kind: 'window closed' })
  })

  it('is not renewed by the same message told again', async () => {
    await bench.says('oLi', '你好', '77')
    for (const n of [1, 2, 3, 4, 5]) await send(`第${n}条`)
    await bench.tell({
      FromUserName: 'oLi',
      CreateTime: Math.floor(bench.clock.now() / 1000) - 1,
      MsgType: 'text',
      Content: '你好',
      MsgId: '77',
    })
    expect(await send('第6条')).toMatchObject({ ok: false, kind: 'quota' })
  })

  it('is what the platform says it is', async () => {
    await bench.says('oLi', '你好')
    bench.wechat.failNext(custom, 45047)
    expect(await send('a')).toMatchObject({ ok: false, kind: 'quota' })
    const sent = bench.wechat.sent.length
    expect(await send('b')).toMatchObject({ ok: false, kind: 'quota', reason: 'by our own count' })
    await bench.says('oLi', '在吗')
    bench.wechat.failNext(custom, 45015)
    expect(await send('c')).toMatchObject({ ok: false, kind: 'window closed' })
    expect(await send('d')).toMatchObject({ ok: false, reason: 'by our own count' })
    expect(bench.wechat.sent.length - sent).toBe(0)
  })

  it('counts right when many letters go out at once', async () => {
    await bench.says('oLi', '你好')
    const outcomes = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((n) => send(`第${n}条`)))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(5)
    expect(bench.wechat.sent).toHaveLength(5)
  })
})

describe('what the platform refuses', () => {
  it.each([
    [43004, 'unreachable'],
    [40003, 'unreachable'],
    [45002, 'too long'],
    [45009, 'rate'],
    [45011, 'rate'],
    [-1, 'rate'],
    [40164, 'offline'],
    [99999, 'offline'],
  ])('%i is told as %s, without personal data or secrets', async (code, kind) => {
    await bench.says('oLi', '你好')
    bench.wechat.failNext(custom, code)
    const outcome = await send('结果')
    expect(outcome).toMatchObject({ ok: false, kind, reason: `WeChat ${code}` })
    expect(await send('结果', 'conversation:w/oLi@999#0')).toMatchObject(
      code === 43004 ? { ok: false } : { ok: true },
    )
  })

  it('a platform that is away is offline, and the letter costs nothing', async () => {
    await bench.says('oLi', '你好')
    bench.wechat.failNext('/cgi-bin/stable_token', -1)
    expect(await send('a')).toMatchObject({ ok: false, kind: 'offline' })
    for (const n of [1, 2, 3, 4, 5]) expect(await send(`第${n}条`)).toMatchObject({ ok: true })
  })
})

describe('the token', () => {
  it('is fetched once however many letters go out', async () => {
    await bench.says('oLi', '你好')
    await Promise.all([1, 2, 3, 4, 5].map((n) => send(`第${n}条`)))
    expect(bench.wechat.tokens).toEqual({ asked: 1, forced: 0 })
  })

  it('is fetched anew once when the platform refuses it, for all that wait', async () => {
    await bench.says('oLi', '你好')
    await send('a')
    bench.wechat.revokeToken()
    const outcomes = await Promise.all([1, 2, 3].map((n) => send(`第${n}条`)))
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true])
    expect(bench.wechat.tokens).toEqual({ asked: 2, forced: 0 })
  })

  it('is forced where the platform gives the refused one again, and asked no more after that', async () => {
    await bench.says('oLi', '你好')
    bench.wechat.failAlways(custom, 40001)
    expect(await send('a')).toMatchObject({ ok: false, kind: 'offline' })
    expect(bench.wechat.tokens).toEqual({ asked: 3, forced: 1 })
  })
})

describe('how a message looks', () => {
  it('a long text is cut between characters at 2048 bytes, and arrives whole', async () => {
    await bench.says('oLi', '你好')
    const text = '投诉处理👨‍👩‍👧结果'.repeat(120)
    expect(await send(text)).toMatchObject({ ok: true })
    const pieces = bench.wechat.texts()
    expect(pieces.join('')).toBe(text)
    expect(pieces.length).toBe(Math.ceil(Buffer.byteLength(text) / 2048))
    for (const piece of pieces) expect(piece).toMatch(/^(?:[^\u200d]|👨‍👩‍👧)*$/u)
  })

  it('what has arrived of a long text is not sent again', async () => {
    await bench.says('oLi', '你好')
    const text = '一'.repeat(1200)
    bench.wechat.failNext(custom, 0, -1)
    const letter = 'conversation:w/oLi@500#0'
    expect(await send(text, letter)).toMatchObject({ ok: false, kind: 'rate' })
    expect(await send(text, letter)).toMatchObject({ ok: true })
    expect(bench.wechat.texts().join('')).toBe(text)
  })

  it('choices are digits to type', async () => {
    await bench.says('oLi', '你好')
    await send({
      text: '您希望怎么处理？',
      buttons: [
        { id: 'a', label: '退款' },
        { id: 'b', label: '换货' },
      ],
    })
    expect(bench.wechat.texts()).toEqual(['您希望怎么处理？\n\n1. 退款\n2. 换货'])
  })

  const survey = {
    text: '您满意吗？',
    buttons: [
      { id: 'survey:CP-1:1', label: '1 很不满意' },
      { id: 'survey:CP-1:2', label: '不满意' },
    ],
  }

  it('a survey is a menu', async () => {
    await bench.says('oLi', '你好')
    await send(survey)
    expect(bench.wechat.sent[0]).toMatchObject({
      msgtype: 'msgmenu',
      msgmenu: {
        head_content: '您满意吗？',
        list: [{ id: 'survey:CP-1:1', content: '1 很不满意' }, {}],
      },
    })
  })

  it('where the account has no menus, a survey is links, with their digits', async () => {
    await bench.says('oLi', '你好')
    bench.wechat.failNext(custom, 40200)
    const letter = 'conversation:w/oLi@600#0'
    expect(await send(survey, letter)).toMatchObject({ ok: true })
    expect(bench.wechat.texts()[0]).toBe(
      '您满意吗？\n\n' +
        '<a href="weixin://bizmsgmenu?msgmenucontent=1%20%E5%BE%88%E4%B8%8D%E6%BB%A1%E6%84%8F&msgmenuid=survey%3ACP-1%3A1">1 很不满意</a>\n' +
        '<a href="weixin://bizmsgmenu?msgmenucontent=%E4%B8%8D%E6%BB%A1%E6%84%8F&msgmenuid=survey%3ACP-1%3A2">2. 不满意</a>',
    )
  })

  it('somebody’s words never become a link', async () => {
    await bench.says('oLi', '你好')
    await send('您说：<a href="https://evil.example">点我</a>')
    expect(bench.wechat.texts()[0]).toBe('您说：＜a href="https://evil.example">点我＜/a>')
  })

  it('pictures are uploaded and follow the words', async () => {
    await bench.says('oLi', '你好')
    const file = await bench.store.putFile({ name: 'photo.png', type: 'image/png', bytes: png() })
    await send({ text: '请看', files: [file] })
    expect(bench.wechat.sent).toMatchObject([
      { msgtype: 'text' },
      { msgtype: 'image', image: { media_id: 'upload-1' } },
    ])
    expect(Buffer.from(bench.wechat.uploads[0]!).includes(Buffer.from(png()))).toBe(true)
  })
})
