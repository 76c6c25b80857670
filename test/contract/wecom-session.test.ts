import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { peerFor, type WecomBench, wecomBench } from '../support/wecom-bench.ts'

const kfSend = '/cgi-bin/kf/send_msg'
let bench: WecomBench
beforeEach(async () => {
  bench = await wecomBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

let letters = 0
const send = (text: string) =>
  bench.channel.send(peerFor('wmLi'), { text }, `conversation:w/li@${++letters}#0`)

describe('a session that the platform has put elsewhere', () => {
  const trans = '/cgi-bin/kf/service_state/trans'

  it('is taken back out of the pool, and the message goes out once', async () => {
    await bench.says('wmLi', '你好')
    bench.wecom.sessions.set('wmLi', { state: 2 })
    expect(await send('结果')).toMatchObject({ ok: true })
    expect(bench.wecom.sessions.get('wmLi')).toEqual({ state: 1 })
    expect(bench.wecom.texts('wmLi')).toEqual(['结果'])
    for (const n of [1, 2, 3, 4]) expect(await send(`第${n}条`)).toMatchObject({ ok: true })
  })

  it.each([
    ['with a member of the company', { state: 3 }],
    ['over', { state: 4 }],
    ['in the pool, and the platform leaves it there', { state: 2, fixed: true as const }],
  ])('that is %s is left there: the message waits for his next one', async (_, session) => {
    await bench.says('wmLi', '你好')
    bench.wecom.sessions.set('wmLi', session)
    expect(await send('结果')).toMatchObject({ kind: 'window closed', instead: 'waits' })
    expect(bench.wecom.sessions.get('wmLi')).toEqual(session)
    bench.wecom.sessions.delete('wmLi')
    await bench.says('wmLi', '在吗')
    expect(bench.wecom.texts('wmLi').at(-1)).toMatch(/结果$/)
  })

  it('is not asked for again and again where that does not help', async () => {
    await bench.says('wmLi', '你好')
    bench.wecom.failAlways(kfSend, 95018)
    bench.wecom.failAlways(trans, 0)
    expect(await send('结果')).toMatchObject({ kind: 'window closed', reason: 'WeCom 95018' })
  })
})
