import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutboundMessage } from '../../src/domain/message.ts'
import { png } from '../support/pictures.ts'
import { peerFor, type WecomBench, wecomBench } from '../support/wecom-bench.ts'

let bench: WecomBench
beforeEach(async () => {
  bench = await wecomBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

const kfSend = '/cgi-bin/kf/send_msg'
const li = peerFor('wmLi')
let letters = 0
const send = (
  message: OutboundMessage | string,
  letter = `conversation:wecom-kf/${li}@${++letters}#0` as const,
  channel = bench.channel,
) => channel.send(li, typeof message === 'string' ? { text: message } : message, letter)
const survey = {
  text: '您满意吗？',
  buttons: [1, 2, 3, 4, 5].map((n) => ({ id: `survey:CP-1:${n}`, label: `${n} 分` })),
}

describe('how a message looks', () => {
  it('a long text is cut between characters at 2048 bytes, and arrives whole', async () => {
    await bench.says('wmLi', '你好')
    const text = '投诉处理👨‍👩‍👧结果'.repeat(120)
    expect(await send(text)).toMatchObject({ ok: true })
    const pieces = bench.wecom.texts()
    expect(pieces.join('')).toBe(text)
    expect(pieces.length).toBe(Math.ceil(Buffer.byteLength(text) / 2048))
  })

  it('choices are a menu to press', async () => {
    await bench.says('wmLi', '你好')
    await send(survey)
    expect(bench.wecom.sent[0]).toMatchObject({
      msgtype: 'msgmenu',
      msgmenu: { head_content: '您满意吗？', list: { length: 5 } },
    })
  })

  it.each([
    ['are more than a menu has lines', '选哪个？', 11],
    ['stand under long words', '说明。'.repeat(150), 2],
  ])('choices that %s are digits to type', async (_, text, many) => {
    await bench.says('wmLi', '你好')
    const buttons = Array.from({ length: many }, (__, n) => ({ id: `b${n}`, label: `选项${n}` }))
    await send({ text, buttons })
    expect(bench.wecom.sent.map(({ msgtype }) => msgtype)).not.toContain('msgmenu')
    expect(bench.wecom.texts().join('')).toMatch(/1\. 选项0\n2\. 选项1/)
  })

  it('a menu the platform does not take is digits to type', async () => {
    await bench.says('wmLi', '你好')
    bench.wecom.failNext(kfSend, 95009)
    expect(await send(survey)).toMatchObject({ ok: true })
    expect(bench.wecom.texts()).toEqual([expect.stringMatching(/^您满意吗？\n\n1 分\n2 分/)])
  })

  it('pictures are uploaded and follow the words, each once', async () => {
    await bench.says('wmLi', '你好')
    const file = await bench.store.putFile({ name: 'photo.png', type: 'image/png', bytes: png() })
    bench.wecom.failNext(kfSend, 0, -1)
    const letter = 'conversation:wecom-kf/x@950#0'
    expect(await send({ text: '请看', files: [file] }, letter)).toMatchObject({ kind: 'rate' })
    expect(await send({ text: '请看', files: [file] }, letter)).toMatchObject({ ok: true })
    expect(bench.wecom.sent).toMatchObject([
      { msgtype: 'text' },
      { msgtype: 'image', image: { media_id: 'upload-2' } },
    ])
  })
})
