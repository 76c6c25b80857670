import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { png } from '../support/pictures.ts'
import {
  entry,
  event,
  peerFor,
  textFrom,
  type WecomBench,
  wecomBench,
} from '../support/wecom-bench.ts'
import { refusesForgeries } from './sealed-webhook.ts'

let bench: WecomBench
beforeEach(async () => {
  bench = await wecomBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

const li = peerFor('wmLi')

const ask = async (
  how?: Parameters<WecomBench['wecom']['handshake']>[0],
): Promise<[number, string]> => {
  const answer = await bench.channel.routes().request(bench.wecom.handshake(how))
  return [answer.status, await answer.text()]
}

refusesForgeries(() => {
  const pulls = bench.wecom.pulls.length
  return {
    async tell(how) {
      bench.wecom.arrives(textFrom('wmLi', '我要投诉'))
      return (await bench.call(how)).status
    },
    ask,
    problems: () => bench.problems,
    async unchanged() {
      await bench.channel.pulled()
      expect(bench.wecom.pulls).toHaveLength(pulls)
      expect(bench.received).toEqual([])
    },
  }
})

describe('what is not believed', () => {
  it.each([
    ['it is for another company', { appId: 'ww-other' }, 'other account'],
    ['the word is not sealed', { plain: true as const }, 'not decrypted'],
  ])('the platform’s question is refused where %s', async (_, how, why) => {
    expect(await ask(how)).toEqual([401, why])
  })

  it('an account whose id is none is refused, and nothing is fetched', async () => {
    const pulls = bench.wecom.pulls.length
    expect((await bench.call({ fields: { OpenKfId: '../wk' } })).status).toBe(400)
    await bench.channel.pulled()
    expect(bench.wecom.pulls).toHaveLength(pulls)
  })

  it('a call about something else is receipted and fetches nothing', async () => {
    const pulls = bench.wecom.pulls.length
    const answer = await bench.call({ fields: { Event: 'change_contact' } })
    expect([answer.status, await answer.text()]).toEqual([200, 'success'])
    await bench.channel.pulled()
    expect(bench.wecom.pulls).toHaveLength(pulls)
  })

  it('a replayed call brings no message twice', async () => {
    bench.wecom.arrives(textFrom('wmLi', '我要投诉', '5'))
    const call = bench.wecom.callback()
    const routes = bench.channel.routes()
    await routes.request(call.clone() as Request)
    await bench.channel.pulled()
    await routes.request(call)
    await bench.channel.pulled()
    expect(bench.received).toHaveLength(1)
  })

  it('entries without sender, id or time are left out, those around them come through', async () => {
    await bench.tell(
      textFrom('wmLi', '一'),
      { msgtype: 'text', origin: 3, msgid: 'x', text: { content: '无名' } },
      entry('wmLi', { msgid: '', msgtype: 'text', text: { content: '无号' } }),
      entry('wmLi', { msgtype: 'text', text: { content: '无时' }, send_time: 0 }),
      entry('wm/../Li', { msgtype: 'text', text: { content: '怪名' } }),
      textFrom('wmLi', '二'),
    )
    expect(bench.received.map(({ text }) => text)).toEqual(['一', '二'])
  })
})

describe('messages', () => {
  it('a text comes whole, with who, when and a key of its own', async () => {
    await bench.says('wmLi', '电视 坏了 <b>&amp;</b>', 'id-1')
    expect(bench.received).toEqual([
      {
        key: `${li}:id-1`,
        channel: 'wecom-kf',
        peer: li,
        at: bench.clock.now(),
        text: '电视 坏了 <b>&amp;</b>',
      },
    ])
  })

  it.each([
    [
      'location',
      { name: '人民广场', address: '上海市人民路1号', latitude: 31.2, longitude: 121.4 },
      '人民广场 上海市人民路1号 (31.2, 121.4)',
    ],
    ['link', { title: '商品页', url: 'https://example.com/p' }, '商品页\nhttps://example.com/p'],
    ['business_card', { userid: 'wang' }, '名片：wang'],
    ['miniprogram', { title: '订单详情', appid: 'wx1' }, '订单详情'],
    [
      'channels_shop_order',
      { order_id: '42', product_titles: '杯子', state: '已发货' },
      '杯子\n42\n已发货',
    ],
  ])('a %s is words', async (msgtype, inside, text) => {
    await bench.tell(entry('wmLi', { msgtype, [msgtype]: inside }))
    expect(bench.received.map((message) => message.text)).toEqual([text])
  })

  it('a press of a menu is a press', async () => {
    const text = { content: '满意', menu_id: 'survey:CP-1:4' }
    await bench.tell(entry('wmLi', { msgtype: 'text', text }))
    expect(bench.received[0]).toMatchObject({ press: 'survey:CP-1:4' })
    expect(bench.received[0]).not.toHaveProperty('text')
  })

  it('what members of the company and the platform write is not a customer’s', async () => {
    const text = { content: '您好，我是客服' }
    await bench.tell(
      entry('wmLi', { msgtype: 'text', origin: 5, text }),
      event('wmLi', 'user_recall_msg'),
    )
    expect([bench.received, bench.wecom.sent, bench.problems]).toEqual([[], [], []])
  })

  it('a kind nobody can read is answered once, and not kept', async () => {
    const unreadable = entry('wmLi', { msgtype: 'meeting', meeting: {} })
    await bench.tell(unreadable)
    expect(bench.wecom.texts()).toEqual([expect.stringContaining('打不开')])
    expect(bench.received).toEqual([])
  })

  it('with another account the same person is in another talk', async () => {
    await bench.says('wmLi', '这边')
    bench.wecom.arrives(textFrom('wmLi', '那边'), 'wkOther')
    await bench.call({ kf: 'wkOther' })
    await bench.channel.pulled()
    expect(bench.received.map(({ peer }) => peer)).toEqual(['wkDesk.wmLi', 'wkOther.wmLi'])
    await bench.channel.send('wkOther.wmLi', { text: '在' }, 'conversation:w/x@1#0')
    expect(bench.wecom.sent[0]).toMatchObject({ touser: 'wmLi', open_kfid: 'wkOther' })
  })
})

describe('files', () => {
  const media = (msgtype: string) =>
    bench.tell(entry('wmLi', { msgtype, [msgtype]: { media_id: 'm1' } }))

  it('a picture is fetched at once and kept', async () => {
    bench.wecom.media.set('m1', { type: 'image/png', bytes: png() })
    await media('image')
    const file = bench.received[0]!.files![0]!
    expect(file).toMatchObject({ name: 'photo.png', type: 'image/png' })
    expect((await bench.store.file(file.id))!.bytes).toEqual(png())
  })

  it('a recording is kept as it was sent', async () => {
    const bytes = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(32 * 150, 0x3c)])
    bench.wecom.media.set('m1', { type: 'audio/amr', bytes })
    await media('voice')
    expect(bench.received[0]).toMatchObject({ files: [{ type: 'audio/amr', name: 'voice.amr' }] })
  })

  it.each([
    ['a film', 'video', 'a.mp4', { name: 'video.mp4', type: 'video/mp4' }],
    ['a paper', 'file', 'invoice.PDF', { name: 'file.pdf', type: 'application/octet-stream' }],
    ['a text', 'file', 'a.txt', { name: 'file.txt', type: 'application/octet-stream' }],
    ['what would run', 'file', 'a.exe', { name: 'file.bin', type: 'application/octet-stream' }],
  ])('%s is kept, under a name of ours', async (_, kind, name, kept) => {
    const bytes = kind === 'video' ? bench.wecom.film : Buffer.from('words')
    bench.wecom.media.set('m1', { type: 'text/plain', bytes, name })
    await media(kind)
    expect(bench.received[0]!.files).toMatchObject([kept])
  })

  it('one that is gone is asked for again, in one message', async () => {
    await media('image')
    expect(bench.wecom.texts()).toEqual([expect.stringContaining('没有传到')])
    expect(bench.received).toEqual([])
  })

  it('while the platform is away the file waits with what comes after it, then both are there', async () => {
    bench.wecom.media.set('m1', { type: 'image/png', bytes: png() })
    bench.wecom.dropNext('/cgi-bin/media/get')
    await media('image')
    expect(bench.received).toEqual([])
    bench.wecom.arrives(textFrom('wmLi', '看这张'))
    await bench.pass(2_000)
    expect(bench.received).toMatchObject([{ files: [{}] }, { text: '看这张' }])
  })

  it('a file that never comes does not hold up those behind it', async () => {
    bench.wecom.failAlways('/cgi-bin/media/get', 0)
    bench.wecom.media.set('m1', { type: 'image/png', bytes: png() })
    for (const seconds of [0, 2, 4]) {
      bench.wecom.dropNext('/cgi-bin/media/get')
      if (seconds) await bench.pass(seconds * 1000)
      else {
        bench.wecom.arrives(entry('wmLi', { msgtype: 'image', image: { media_id: 'm1' } }))
        await bench.tell(textFrom('wmLi', '后面的'))
      }
    }
    expect(bench.received.map(({ text }) => text)).toEqual(['后面的'])
    expect(bench.wecom.texts()).toEqual([expect.stringContaining('没有传到')])
  })
})

describe('what a customer does', () => {
  const enters = (more: Record<string, string> = {}) =>
    bench.tell(event('wmLi', 'enter_session', { welcome_code: bench.wecom.code(), ...more }))

  it('opens the talk: he is greeted by the code, once, and it costs nothing', async () => {
    await enters()
    expect(bench.wecom.answered).toMatchObject([
      { code: 'code-1', msgtype: 'text', text: { content: expect.stringContaining('您好') } },
    ])
    expect([bench.received, bench.wecom.sent]).toEqual([[], []])
  })

  it.each([
    ['as it is', 'order=42-A&shop=%E5%8D%97%E4%BA%AC%E5%BA%97'],
    [
      'as it stood in the address',
      encodeURIComponent('order=42-A&shop=%E5%8D%97%E4%BA%AC%E5%BA%97'),
    ],
  ])(
    'comes by a link that names order and shop (%s): it goes with what he writes',
    async (_, scene_param) => {
      await enters({ scene: 'receipt', scene_param })
      expect(JSON.stringify(bench.wecom.answered)).toMatch(/42-A.*南京店/)
      await bench.says('wmLi', '屏幕碎了')
      expect(bench.received[0]).toMatchObject({ known: { order: '42-A', shop: '南京店' } })
      await bench.pass(49 * 3_600_000)
      await bench.says('wmLi', '另一件事')
      expect(bench.received[1]).not.toHaveProperty('known')
    },
  )

  it('is not greeted when that is read too late, or was done before', async () => {
    bench.wecom.arrives(event('wmLi', 'enter_session', { welcome_code: bench.wecom.code() }))
    bench.clock.moveTo(bench.clock.now() + 21_000)
    await bench.tell(event('wmLi', 'enter_session', { scene: 'x' }))
    expect([bench.wecom.answered, bench.problems]).toEqual([[], []])
  })
})
