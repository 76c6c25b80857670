import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { filmBytes } from '../support/fake-wechat.ts'
import { png } from '../support/pictures.ts'
import { textFrom, type WechatBench, wechatBench } from '../support/wechat-bench.ts'
import { refusesForgeries } from './sealed-webhook.ts'

let bench: WechatBench
beforeEach(async () => {
  bench = await wechatBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

const now = () => Math.floor(bench.clock.now() / 1000)
const from = (more: Record<string, string | number>) => ({
  FromUserName: 'oLi',
  CreateTime: now(),
  ...more,
})
const event = (name: string, more: Record<string, string | number> = {}) =>
  from({ MsgType: 'event', Event: name, ...more })

refusesForgeries(() => ({
  tell: async (how) =>
    (await bench.tell(textFrom('oLi', '我要投诉', { id: '1', at: bench.clock.now() }), how)).status,
  async ask(how) {
    const answer = await bench.fetch(bench.wechat.handshake(how))
    return [answer.status, await answer.text()]
  },
  problems: () => bench.problems,
  async unchanged() {
    expect(bench.received).toEqual([])
    expect(await bench.store.records('wechat-official:')).toEqual([])
  },
}))

describe('what is not believed', () => {
  it('entities inside the seal are refused too', async () => {
    const told = await bench.tell(
      from({ MsgType: 'text', Content: ']]></Content><!DOCTYPE x>', MsgId: '1' }),
    )
    expect([told.status, bench.received]).toEqual([400, []])
  })

  it('a message without sender or time is refused', async () => {
    const told = await bench.tell({ MsgType: 'text', Content: 'x', MsgId: '1' })
    expect([told.status, bench.received]).toEqual([400, []])
  })
})

describe('messages', () => {
  it('a text comes whole, with its own key, and the receipt after it is kept', async () => {
    const told = await bench.says('oLi', '电视 坏了 <b>&amp;</b>', '7300000000000000001')
    expect([told.status, told.body]).toEqual([200, 'success'])
    expect(bench.received).toEqual([
      {
        key: 'oLi:7300000000000000001',
        channel: 'wechat-official',
        peer: 'oLi',
        at: bench.clock.now() - 2000,
        text: '电视 坏了 <b>&amp;</b>',
      },
    ])
  })

  it('the same message again has the same key, the same id of another sender another', async () => {
    await bench.says('oLi', 'a', '5')
    await bench.says('oLi', 'a', '5')
    await bench.says('oWang', 'a', '5')
    expect(bench.received.map(({ key }) => key)).toEqual(['oLi:5', 'oLi:5', 'oWang:5'])
  })

  it('nothing is acknowledged that was not kept', async () => {
    bench.answer = async () => {
      throw new Error('the store is away')
    }
    expect((await bench.says('oLi', 'x')).status).toBe(503)
  })

  it('a place and a link are words', async () => {
    await bench.tell(
      from({
        MsgType: 'location',
        Location_X: '31.2',
        Location_Y: '121.4',
        Scale: '15',
        Label: '上海市人民路1号',
        MsgId: '1',
      }),
    )
    await bench.tell(
      from({
        MsgType: 'link',
        Title: '商品页',
        Description: 'd',
        Url: 'https://example.com/p',
        MsgId: '2',
      }),
    )
    expect(bench.received.map(({ text }) => text)).toEqual([
      '上海市人民路1号 (31.2, 121.4)',
      '商品页\nhttps://example.com/p',
    ])
  })

  it('a press of a menu in a message is a press', async () => {
    await bench.tell(
      from({ MsgType: 'text', Content: '满意', bizmsgmenuid: 'survey:CP-1:4', MsgId: '1' }),
    )
    expect(bench.received[0]).toMatchObject({ press: 'survey:CP-1:4' })
    expect(bench.received[0]).not.toHaveProperty('text')
  })

  it('a kind nobody can read is answered at once, and not kept', async () => {
    const told = await bench.tell(from({ MsgType: 'hologram', MsgId: '1' }))
    expect(told.reply).toContain('打不开')
    expect(bench.received).toEqual([])
  })
})

describe('files', () => {
  const media = (MsgType: string, more: Record<string, string> = {}) =>
    bench.tell(from({ MsgType, MediaId: 'm1', MsgId: '1', ...more }))

  it('a picture is fetched at once and kept', async () => {
    bench.wechat.media.set('m1', { type: 'image/png', bytes: png() })
    await media('image')
    const file = bench.received[0]!.files![0]!
    expect(file).toMatchObject({ name: 'photo.png', type: 'image/png' })
    expect((await bench.store.file(file.id))!.bytes).toEqual(png())
  })

  it('a recording is kept as it was sent, with the words the platform heard in it', async () => {
    const bytes = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(32 * 150, 0x3c)])
    bench.wechat.media.set('m1', { type: 'audio/amr', bytes })
    await media('voice', { Recognition: '电视坏了', Format: 'amr' })
    expect(bench.received[0]).toMatchObject({
      text: '电视坏了',
      files: [{ type: 'audio/amr', name: 'voice.amr' }],
    })
  })

  it('a film is fetched from behind its address', async () => {
    bench.wechat.media.set('m1', { video: `${bench.wechat.account.api}/film` })
    await media('video')
    expect(bench.received[0]!.files).toMatchObject([{ type: 'video/mp4', size: filmBytes.length }])
  })

  it('a film behind an address that is not the platform’s is not fetched', async () => {
    bench.wechat.media.set('m1', { video: 'http://169.254.169.254/secret' })
    expect((await media('video')).reply).toContain('没有传到')
    expect(bench.received).toEqual([])
  })

  it('a picture that is gone or no picture is asked for again', async () => {
    expect((await media('image')).reply).toContain('没有传到')
    bench.wechat.media.set('m1', { type: 'image/png', bytes: Buffer.from('<script>') })
    expect((await media('image')).reply).toContain('没有传到')
    expect(bench.received).toEqual([])
  })

  it('while the platform is away it is told to try again, and then the picture is there', async () => {
    bench.wechat.media.set('m1', { type: 'image/png', bytes: png() })
    bench.wechat.failNext('/cgi-bin/stable_token', -1)
    expect((await media('image')).status).toBe(503)
    expect((await media('image')).status).toBe(200)
    expect(bench.received).toHaveLength(1)
  })
})

describe('what a customer does', () => {
  it('follows: he is greeted, and nothing is kept', async () => {
    const told = await bench.tell(event('subscribe', { EventKey: '' }))
    expect(told.reply).toContain('您好')
    expect(bench.received).toEqual([])
  })

  it.each([
    ['follows by a code', 'subscribe', 'qrscene_order=42-A&shop=%E5%8D%97%E4%BA%AC%E5%BA%97'],
    ['scans a code', 'SCAN', 'order=42-A&shop=%E5%8D%97%E4%BA%AC%E5%BA%97'],
  ])('%s: what the code says goes with what he writes', async (_, name, EventKey) => {
    const told = await bench.tell(event(name, { EventKey, Ticket: 't' }))
    expect(told.reply).toMatch(/42-A[\s\S]*南京店/)
    await bench.says('oLi', '屏幕碎了')
    expect(bench.received[0]).toMatchObject({ known: { order: '42-A', shop: '南京店' } })
    bench.clock.moveTo(bench.clock.now() + 49 * 3_600_000)
    await bench.says('oLi', '另一件事')
    expect(bench.received[1]).not.toHaveProperty('known')
  })

  it('uses the account’s menu: its key is said, or is a button', async () => {
    await bench.tell(event('CLICK', { EventKey: '我要投诉' }))
    await bench.tell(event('CLICK', { EventKey: 'press:human' }))
    expect(bench.received.map(({ text, press, key }) => [text, press, key])).toEqual([
      ['我要投诉', undefined, expect.stringMatching(/^oLi:\d+:CLICK:我要投诉$/)],
      [undefined, 'human', expect.stringMatching(/^oLi:\d+:CLICK:press:human$/)],
    ])
  })

  it('leaves: nothing more goes to him until he comes back', async () => {
    await bench.says('oLi', 'x')
    await bench.tell(event('unsubscribe'))
    const letter = 'conversation:wechat-official/oLi@9#0'
    expect(await bench.channel.send('oLi', { text: '在吗' }, letter)).toMatchObject({
      ok: false,
      kind: 'unreachable',
    })
    expect(bench.wechat.sent).toEqual([])
    await bench.says('oLi', '我回来了')
    expect(await bench.channel.send('oLi', { text: '在' }, letter)).toMatchObject({ ok: true })
  })

  it('does what does not concern the desk: a bare receipt', async () => {
    expect(await bench.tell(event('VIEW', { EventKey: 'https://example.com' }))).toMatchObject({
      status: 200,
      body: 'success',
    })
  })
})
