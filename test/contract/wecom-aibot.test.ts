import { createCipheriv, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { letterId } from '../../src/domain/letter.ts'
import { StoreUnavailableError } from '../../src/store/port.ts'
import { type AibotBench, aibotBench } from '../support/aibot-bench.ts'
import { png } from '../support/pictures.ts'

let bench: AibotBench
beforeEach(async () => {
  bench = await aibotBench()
  bench.staff.add('wang')
})
afterEach(() => bench[Symbol.asyncDispose]())

const wang = { id: 'wang' }
const group = 'wrkService'
const inGroup = { id: 'wang', group }
const letter = letterId('ticket:conversation:web/li@1#0', 2, 0)
/** The bot may write only where somebody has written. */
async function opened(...where: { id: string; group?: string }[]) {
  for (const from of where) await bench.says(from, '/help')
  bench.received.splice(0)
}

const alert = {
  text: '【新投诉】CP-20261123-0001\n少发一个杯子',
  buttons: [
    { id: '/take CP-20261123-0001', label: '我来接单' },
    { id: '/history CP-20261123-0001', label: '详情' },
  ],
}
const shown = (chat = group) => bench.bot.shown(chat)
const last = (chat = group) => shown(chat).at(-1)!

describe('what colleagues write', () => {
  it('comes with who, where and a key of its own, without the bot’s name', async () => {
    await bench.says(inGroup, ' 接单 CP-20261123-0001 ')
    await bench.says(wang, '@不是名字')
    expect(bench.received).toEqual([
      {
        key: expect.any(String),
        channel: 'wecom-aibot',
        peer: 'wang',
        room: group,
        at: bench.received[0]!.at,
        text: '接单 CP-20261123-0001',
      },
      expect.objectContaining({ peer: 'wang', text: '@不是名字' }),
    ])
    expect(bench.received[0]!.key).not.toBe(bench.received[1]!.key)
  })

  it.each([
    ['接单 CP-1 @投诉助手', '接单 CP-1'],
    ['转派 CP-1 @李雷 @投诉助手', '转派 CP-1 @李雷'],
    ['@投诉助手\u2005转派 CP-1 @李雷', '转派 CP-1 @李雷'],
    ['@投诉助手', '/help'],
  ])('“%s” in a group is “%s”', async (content, text) => {
    await bench.says(inGroup, '', { text: { content } })
    expect(bench.received).toMatchObject([{ text }])
  })

  it('recordings come as their words; what cannot be read is said to be so', async () => {
    await bench.says(wang, '', { msgtype: 'voice', voice: { content: '接单' } })
    expect(bench.received).toMatchObject([{ text: '接单' }])
    await bench.says(wang, '', { msgtype: 'location', location: {} })
    expect(last('wang').text).toMatch(/打不开/)
  })

  it('a picture comes with its words, unsealed', async () => {
    const bytes = png()
    const key = randomBytes(32)
    const padding = 32 - (bytes.length % 32)
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const sealed = Buffer.concat([
      cipher.update(Buffer.concat([bytes, Buffer.alloc(padding, padding)])),
      cipher.final(),
    ])
    const files = createServer((_, response) => response.end(sealed)).listen(0, '127.0.0.1')
    await once(files, 'listening')
    const url = `http://127.0.0.1:${(files.address() as AddressInfo).port}/x`
    const image = { msgtype: 'image', image: { url, aeskey: key.toString('base64') } }
    const text = { msgtype: 'text', text: { content: '@投诉助手 备注 CP-1' } }
    await bench.says(inGroup, '', { msgtype: 'mixed', mixed: { msg_item: [text, image] } })
    files.close()
    expect(bench.received).toMatchObject([{ text: '备注 CP-1', files: [{ type: 'image/png' }] }])
    await bench.says(wang, '', { ...image, image: { url: 'http://10.0.0.1/x' } })
    expect(last('wang').text).toMatch(/没有收到/)
  })

  it('is said not to be kept where it was not, after three tries', async () => {
    let tries = 0
    bench.answer = async () => {
      tries++
      throw new StoreUnavailableError('away')
    }
    await bench.says(wang, '接单')
    expect([tries, last('wang').text]).toEqual([3, expect.stringMatching(/没有生效/)])
    expect(bench.problems.join()).not.toMatch(/接单|wang/)
  })

  it('one talk’s words are taken in their order', async () => {
    const order: string[] = []
    bench.answer = async ({ text }) => {
      if (text === 'a') await new Promise((resolve) => setTimeout(resolve, 20))
      order.push(text!)
      return 'accepted'
    }
    await bench.bot.says(wang, 'a')
    await bench.bot.says(wang, 'b')
    await bench.settle()
    expect(order).toEqual(['a', 'b'])
  })
})

describe('what is told', () => {
  it('stands as it was written, and nothing in it becomes a link or a call', async () => {
    await opened(inGroup)
    const text = '# 标题\n[点这里](http://evil) <@all> **x**'
    expect(await bench.channel.sendToRoom!(group, { text }, letter)).toMatchObject({ ok: true })
    expect(last()).toMatchObject({ kind: 'markdown', buttons: [] })
    expect(last().text).toBe('＃ 标题\n［点这里］(http://evil) ＜@all> ＊＊x＊＊')
  })

  it('is a card with buttons; what it has no room for stands beside it', async () => {
    await opened(inGroup)
    await bench.channel.sendToRoom!(group, alert, letter)
    expect(shown()).toHaveLength(1)
    expect(last()).toMatchObject({ kind: 'template_card', text: alert.text })
    expect(last().buttons.map(({ text }) => text)).toEqual(['我来接单', '详情'])

    const buttons = Array.from({ length: 8 }, (_, n) => ({
      id: `/x ${n}`,
      label: n === 0 ? '一个比十个字还要长的按钮名称' : `按钮${n}`,
    }))
    const long = { text: `${alert.text}${'，很长的故事'.repeat(40)}`, buttons }
    await bench.channel.sendToRoom!(group, long, letterId('ticket:x', 3, 0))
    const [words, card] = shown().slice(-2)
    expect(words!.text.startsWith(long.text)).toBe(true)
    expect(words!.text).toMatch(
      /还可以发送：\n一个比十个字还要长的按钮名称 {2}\/x 0\n按钮6 {2}\/x 6\n按钮7 {2}\/x 7$/,
    )
    expect(card!.text).toBe('【新投诉】CP-20261123-0001')
    expect(card!.buttons.map(({ text }) => text)).toEqual([
      '一个比十个字还要长…',
      ...[1, 2, 3, 4, 5].map((n) => `按钮${n}`),
    ])
  })

  it('is cut where it is longer than a message may be', async () => {
    await opened(wang)
    const text = '很长的内容，'.repeat(2_000)
    expect(await bench.channel.send('wang', { text }, letter)).toMatchObject({ ok: true })
    expect(
      shown('wang')
        .map((one) => one.text)
        .join(''),
    ).toBe(text)
  })

  it('goes on where it broke off, and shows nothing twice', async () => {
    await opened(inGroup)
    const long = { ...alert, text: `${alert.text}${'，很长'.repeat(60)}` }
    bench.bot.failNext(0, -1)
    expect(await bench.channel.sendToRoom!(group, long, letter)).toMatchObject({ kind: 'rate' })
    expect(await bench.channel.sendToRoom!(group, long, letter)).toMatchObject({ ok: true })
    expect(shown().map(({ kind }) => kind)).toEqual(['markdown', 'template_card'])
    expect(await bench.store.records('wecom-aibot:card:')).toHaveLength(1)
  })

  it.each([
    [45009, 'rate'],
    [93006, 'unreachable'],
    [40058, 'bad request'],
    [47001, 'offline'],
  ])('what is refused by %i is “%s”', async (code, kind) => {
    await opened(inGroup)
    bench.bot.failNext(code)
    expect(await bench.channel.sendToRoom!(group, alert, letter)).toMatchObject({
      ok: false,
      kind,
      reason: `WeCom ${code}`,
    })
  })

  it('reaches nobody who has not written to the bot', async () => {
    expect(await bench.channel.send('li', { text: 'x' }, letter)).toMatchObject({
      kind: 'unreachable',
    })
  })
})

describe('a press', () => {
  beforeEach(async () => {
    await opened(inGroup)
    await bench.channel.sendToRoom!(group, alert, letter)
  })

  it('is the command behind the button, about the case, and the card shows it as it stands then', async () => {
    const message = { text: 'CP-20261123-0001 调查中\n少发一个杯子', buttons: [alert.buttons[1]!] }
    bench.card = { number: 'CP-20261123-0001', ended: false, message }
    await bench.presses(inGroup, '我来接单')
    expect(bench.received).toMatchObject([
      { peer: 'wang', room: group, press: '/take CP-20261123-0001', replyTo: letter },
    ])
    expect(last()).toMatchObject({ text: message.text, drawn: 1 })
    expect(last().buttons.map(({ text }) => text)).toEqual(['详情'])
    // What stands there no longer cannot be pressed either.
    const taskId = last().task!
    const old = { event_key: '/take CP-20261123-0001', task_id: taskId }
    const what = { eventtype: 'template_card_event', template_card_event: old }
    await bench.brings('aibot_event_callback', bench.bot.event(inGroup, what))
    expect(bench.received).toHaveLength(1)
  })

  it('by a stranger changes nothing but what he sees', async () => {
    bench.answer = async () => 'stranger'
    await bench.presses({ id: 'mallory', group }, '我来接单')
    expect(last()).toMatchObject({ text: alert.text, drawn: 0 })
    expect(last().onlyFor.get('mallory')?.text).toMatch(/只有值班同事/)
  })

  it('of a card of another talk, of none, or with a key that was never on it does nothing', async () => {
    const task = last().task!
    const forged = [
      [
        { id: 'wang', group: 'wrkOther' },
        { event_key: alert.buttons[0]!.id, task_id: task },
      ],
      [{ id: 'mallory' }, { event_key: alert.buttons[0]!.id, task_id: task }],
      [inGroup, { event_key: '/approve CP-20261123-0001', task_id: task }],
      [inGroup, { event_key: '/approve CP-20261123-0001', task_id: 'made-up' }],
    ] as const
    for (const [from, template_card_event] of forged) {
      const what = { eventtype: 'template_card_event', template_card_event }
      await bench.brings('aibot_event_callback', bench.bot.event(from, what))
    }
    expect(bench.received).toEqual([])
    expect(last()).toMatchObject({ text: alert.text, drawn: 0 })
  })

  it('that could not be kept is said to be so on the card', async () => {
    bench.answer = async () => {
      throw new StoreUnavailableError('away')
    }
    await bench.presses(inGroup, '我来接单')
    expect(last().text).toMatch(/没有生效|记不下来/)
  })

  it('of an erased case does nothing any more', async () => {
    await bench.channel.forgetAbout!('ticket:conversation:web/li@1#0')
    expect(await bench.store.records('wecom-aibot:card:')).toEqual([])
    await bench.presses(inGroup, '我来接单')
    expect(bench.received).toEqual([])
    expect(last().text).toMatch(/已失效/)
  })
})
