import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreUnavailableError } from '../../src/store/port.ts'
import { filmBytes } from '../support/fake-wechat.ts'
import { passingTime } from '../support/passing-time.ts'
import { png } from '../support/pictures.ts'
import { policy, type WechatyBench, wechatyBench } from '../support/wechaty-bench.ts'
import { fileOf } from '../support/wechaty-phone.ts'
import { type ChannelBench, channelContract } from './channel-contract.ts'

channelContract('wechaty', async (): Promise<ChannelBench> => {
  const opened = await wechatyBench()
  const { channel, clock, wechat } = opened
  const told = new Map<string, string>()
  return Object.assign(opened, {
    li: 'li',
    channel: {
      ...channel,
      send: (...what: Parameters<typeof channel.send>) =>
        passingTime(clock, () => channel.send(...what)),
    },
    // WeChat brings nothing again: what is not kept stays with the channel, which offers it again.
    async says(text: string, id: string) {
      const { answer } = opened
      let isRefused = false
      opened.answer = async (message) => {
        if (isRefused) return 'duplicate'
        return answer(message).catch((error: unknown) => {
          isRefused = true
          throw error
        })
      }
      const before = opened.offered
      const known = told.get(id)
      if (known === undefined) told.set(id, wechat.says('li', text))
      else wechat.again(known)
      await opened.until(() => opened.offered >= before + (isRefused ? 2 : 1))
      opened.answer = answer
      return isRefused ? ('try again' as const) : ('acknowledged' as const)
    },
    shown: () => wechat.texts('li'),
  })
})

let bench: WechatyBench
beforeEach(async () => {
  bench = await wechatyBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

const room = 'team@chatroom'
const texts = () => bench.received.map(({ text }) => text)

describe('messages', () => {
  it('a text comes whole, with its own key', async () => {
    const id = bench.wechat.says('li', '电视 坏了 <b>&')
    await bench.settled()
    expect(bench.received).toEqual([
      {
        key: `desk:${id}`,
        channel: 'wechaty',
        peer: 'li',
        at: expect.any(Number),
        text: '电视 坏了 <b>&',
      },
    ])
    expect(bench.received[0]!.at).toBeLessThanOrEqual(bench.clock.now())
  })

  it('of the account itself, of old ones and of accounts that publish nothing is heard', async () => {
    const start = bench.clock.now()
    bench.wechat.says('desk', '我自己写的')
    bench.wechat.says('li', '昨天写的', { at: start - 24 * 3_600_000 })
    bench.wechat.says('li', '刚才写的', { at: start - 30_000 })
    bench.wechat.says('news', '本期要闻')
    bench.wechat.says('weixin', '你已添加了李')
    await bench.settled()
    expect(texts()).toEqual(['刚才写的'])
  })

  it('a talk keeps its order, however slow one message is to fetch and to keep', async () => {
    bench.answer = async ({ text }) => {
      if (text === '一') for (let n = 0; n < 30; n++) await new Promise(setImmediate)
      return 'accepted'
    }
    for (const text of ['一', '二', '三', '四', '五']) bench.wechat.says('li', text)
    await bench.until(() => bench.received.length === 5)
    expect(texts()).toEqual(['一', '二', '三', '四', '五'])
  })

  it('what the store cannot keep is offered again until it can, before what came after it', async () => {
    let away = true
    bench.answer = async () => {
      if (away) throw new StoreUnavailableError('away')
      return 'accepted'
    }
    bench.wechat.says('li', '一')
    bench.wechat.says('li', '二')
    await bench.settled()
    bench.clock.moveTo(bench.clock.now() + 10 * 60_000)
    expect(bench.received).toEqual([])
    away = false
    await bench.until(() => bench.received.length === 2)
    expect(texts()).toEqual(['一', '二'])
    expect(bench.problems).toEqual([])
  })

  it('a message that we cannot take for a reason of our own holds up its talk not for ever', async () => {
    bench.answer = async ({ text }) => {
      if (text === '一') throw new TypeError('a fault that says 一')
      return 'accepted'
    }
    bench.wechat.says('li', '一')
    bench.wechat.says('li', '二')
    bench.wechat.says('wang', '三')
    await bench.until(() => bench.received.length === 1)
    expect(texts()).toEqual(['三'])
    await bench.until(() => bench.received.length === 2)
    expect(bench.problems).toEqual(['wechaty: a message could not be kept and is lost: TypeError'])
  })

  it('a handler of the library that throws ends nothing', async () => {
    bench.wechat.puppet().emit('message', { messageId: 'nobody wrote this' })
    bench.wechat.puppet().emit('error', { data: 'a fault in the puppet, with the name of li' })
    bench.wechat.says('li', '你好')
    await bench.until(() => bench.received.length === 1)
    expect(bench.problems.length).toBeGreaterThan(0)
    expect(bench.problems.join()).not.toMatch(/li\b/)
  })
})

describe('files', () => {
  const kept = async () => {
    const [file] = bench.received.at(-1)!.files!
    return { ...file!, bytes: (await bench.store.file(file!.id))!.bytes }
  }

  it.each([
    ['a picture', 6, '微信图片.png', png(), 'image/png'],
    ['a recording', 2, '语音.mp3', Buffer.from('ID3…'), 'audio/mpeg'],
    [
      'a recording as WeChat makes it',
      2,
      '语音.sil',
      Buffer.from('\x02#!SILK_V3…'),
      'application/octet-stream',
    ],
    ['a film', 15, '视频.mp4', filmBytes, 'video/mp4'],
    ['a paper', 1, '发票.pdf', Buffer.from('%PDF-1.7 …'), 'application/pdf'],
    ['another paper', 1, '清单.doc', Buffer.from('anything'), 'application/octet-stream'],
  ])('%s comes as it is', async (_, kind, name, bytes, type) => {
    bench.wechat.says('li', await fileOf(bytes, name), { type: kind })
    await bench.until(() => bench.received.length === 1)
    expect(await kept()).toMatchObject({ type, size: bytes.length })
    expect(Buffer.from((await kept()).bytes)).toEqual(Buffer.from(bytes))
    expect((await kept()).name).not.toMatch(/微信|语音|视频|发票|清单/)
  })

  it('what is too large or cannot be read is answered in words', async () => {
    const large = Buffer.alloc(policy.limits.fileSize.value + 1)
    bench.wechat.says('li', await fileOf(large, 'large.png'))
    bench.wechat.says('li', await fileOf(png().subarray(0, 20), 'broken.png'))
    bench.wechat.says('li', '[红包]', { type: 12 })
    await bench.until(() => bench.wechat.texts('li').length === 3)
    expect(bench.wechat.texts('li').join('\n')).toMatch(/太大[\s\S]*打不开[\s\S]*打不开/)
    expect(bench.received).toEqual([])
  })

  it('a message taken back is nobody’s', async () => {
    bench.wechat.says('li', '撤回了一条消息', { type: 13 })
    await bench.settled()
    expect([bench.received, bench.wechat.shown]).toEqual([[], []])
  })
})

describe('rooms', () => {
  it('a line in a room says which, without the names that were called', async () => {
    bench.wechat.says('wang', '@诉达 小助手\u2005接单 CP-20261123-0001', { room, mention: true })
    bench.wechat.says('wang', '接单 CP-20261123-0001', { room })
    await bench.settled()
    expect(bench.received).toMatchObject([
      { peer: 'wang', room, text: '接单 CP-20261123-0001' },
      { peer: 'wang', room, text: '接单 CP-20261123-0001' },
    ])
  })

  it('a stranger in a room gets nothing, not for pictures either', async () => {
    bench.answer = async () => 'stranger'
    bench.wechat.says('li', '/take CP-20261123-0001', { room })
    bench.wechat.says('li', await fileOf(png(), 'a.png'), { room })
    bench.wechat.says('li', '[红包]', { room, type: 12 })
    await bench.settled()
    expect(bench.wechat.shown).toEqual([])
    expect(bench.received).toHaveLength(1)
  })
})
