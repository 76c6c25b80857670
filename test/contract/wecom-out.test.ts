import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutboundMessage } from '../../src/domain/message.ts'
import { event, peerFor, textFrom, type WecomBench, wecomBench } from '../support/wecom-bench.ts'

let bench: WecomBench
beforeEach(async () => {
  bench = await wecomBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

const kfSend = '/cgi-bin/kf/send_msg'
const li = peerFor('wmLi')
const hour = 3_600_000
let letters = 0
const send = (
  message: OutboundMessage | string,
  letter = `conversation:wecom-kf/${li}@${++letters}#0` as const,
  channel = bench.channel,
) => channel.send(li, typeof message === 'string' ? { text: message } : message, letter)
const waits = (kind: string) => ({ ok: false, kind, instead: 'waits' })
const survey = {
  text: '您满意吗？',
  buttons: [1, 2, 3, 4, 5].map((n) => ({ id: `survey:CP-1:${n}`, label: `${n} 分` })),
}

describe('the window', () => {
  it('holds five messages in 48 hours; the sixth waits for the customer’s next message', async () => {
    await bench.says('wmLi', '你好')
    for (const n of [1, 2, 3, 4, 5]) expect(await send(`第${n}条`)).toMatchObject({ ok: true })
    expect(await send('第6条')).toMatchObject(waits('quota'))
    expect(await send('第7条')).toMatchObject(waits('quota'))
    expect(bench.wecom.sent).toHaveLength(5)
    await bench.says('wmLi', '怎么样了')
    expect(bench.wecom.texts().slice(5)).toEqual([
      '您上次留言之后，同事已经答复您：\n\n第6条\n\n第7条',
    ])
    await bench.says('wmLi', '好')
    expect(bench.wecom.sent).toHaveLength(6)
  })

  it('keeps the last message from reminders', async () => {
    await bench.says('wmLi', '你好')
    for (const n of [1, 2, 3, 4]) await send(`第${n}条`)
    expect(await send({ text: '提醒', reminder: true })).toMatchObject({ ok: false, kind: 'quota' })
    expect(await send('处理结果')).toMatchObject({ ok: true })
  })

  it('closes after 48 hours: what is said then waits, and comes before what is said next', async () => {
    await bench.says('wmLi', '你好')
    await bench.pass(48 * hour)
    const letter = 'conversation:wecom-kf/x@800#0'
    expect(await send('结果', letter)).toMatchObject(waits('window closed'))
    expect(await send('结果', letter)).toMatchObject(waits('window closed'))
    bench.answer = async () => {
      void send('我在听')
      return 'accepted'
    }
    await bench.says('wmLi', '在吗')
    await expect
      .poll(() => bench.wecom.texts())
      .toEqual(['您上次留言之后，同事已经答复您：\n\n结果', '我在听'])
    expect(await send('结果', letter)).toMatchObject({ ok: true })
    expect(bench.wecom.sent).toHaveLength(2)
  })

  it('lets out what waited as soon as the platform takes it, without a further word of his', async () => {
    await bench.says('wmLi', '你好')
    await bench.pass(48 * hour)
    await send('结果')
    bench.wecom.failNext(kfSend, -1)
    await bench.says('wmLi', '在吗')
    await bench.pass(29_999)
    expect(bench.wecom.texts()).toEqual([])
    await bench.pass(1)
    await expect.poll(() => bench.wecom.texts()).toEqual([expect.stringMatching(/结果$/)])
  })

  it('is what the platform says it is', async () => {
    await bench.says('wmLi', '你好')
    bench.wecom.failNext(kfSend, 95001)
    expect(await send('a')).toMatchObject(waits('quota'))
    expect(await send('b')).toMatchObject({ ...waits('quota'), reason: 'by our own count' })
    await bench.says('wmLi', '在吗')
    bench.wecom.failNext(kfSend, 95013)
    expect(await send('c')).toMatchObject(waits('window closed'))
    expect(await send('d')).toMatchObject({ reason: 'by our own count' })
  })

  it('counts right when many letters go out at once', async () => {
    await bench.says('wmLi', '你好')
    const outcomes = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((n) => send(`第${n}条`)))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(5)
    expect(bench.wecom.sent).toHaveLength(5)
  })

  it('is not renewed by what the customer did not write', async () => {
    await bench.tell(event('wmLi', 'enter_session', { scene: 'x' }))
    expect(await send('在吗')).toMatchObject(waits('window closed'))
    expect(bench.wecom.sent).toEqual([])
  })

  it('forgets what waits, and what was said, with the talk', async () => {
    await bench.says('wmLi', '你好')
    await send('说过的')
    await bench.pass(49 * hour)
    await send('留着的')
    await bench.channel.forget!(li)
    const [kept] = await bench.store.records('wecom-kf:customer:')
    expect(JSON.stringify(kept!.value)).not.toMatch(/留着|说过|waiting|sent/)
  })
})

describe('the same letter', () => {
  it('is shown once, also where its delivery was not noted', async () => {
    await bench.says('wmLi', '你好')
    const letter = 'conversation:wecom-kf/x@1#0'
    await send('一次', letter)
    await send('一次', letter)
    // Another process takes it up after this one died.
    expect(await send('一次', letter, bench.another())).toMatchObject({ ok: true })
    expect(bench.wecom.texts()).toEqual(['一次'])
    for (const n of [2, 3, 4, 5]) expect(await send(`第${n}条`)).toMatchObject({ ok: true })
  })

  it('is shown once where the connection broke before the answer', async () => {
    await bench.says('wmLi', '你好')
    bench.wecom.dropNext(kfSend)
    const letter = 'conversation:wecom-kf/x@2#0'
    expect(await send('一次', letter)).toMatchObject({ ok: false, kind: 'offline' })
    expect(await send('一次', letter)).toMatchObject({ ok: true })
    expect(bench.wecom.texts()).toEqual(['一次'])
  })

  it('is sent again where it never arrived, and costs one', async () => {
    await bench.says('wmLi', '你好')
    bench.wecom.revokeToken()
    bench.wecom.failNext('/cgi-bin/gettoken', -1)
    const letter = 'conversation:wecom-kf/x@3#0'
    expect(await send('a', letter)).toMatchObject({ ok: false, kind: 'offline' })
    expect(await send('a', letter)).toMatchObject({ ok: true })
    for (const n of [2, 3, 4, 5]) expect(await send(`第${n}条`)).toMatchObject({ ok: true })
  })

  it('has an id the platform takes', async () => {
    await bench.says('wmLi', '你好')
    await send('长'.repeat(1000), `conversation:wecom-kf/${'x'.repeat(200)}@1#0`)
    const ids = bench.wecom.sent.map(({ msgid }) => msgid)
    expect(new Set(ids).size).toBe(2)
    for (const id of ids) expect(id).toMatch(/^[\w-]{32}$/)
  })
})

describe('what the platform refuses', () => {
  it.each([
    [40096, 'unreachable'],
    [95000, 'unreachable'],
    [40058, 'bad request'],
    [45002, 'too long'],
    [45009, 'rate'],
    [-1, 'rate'],
    [60020, 'offline'],
    [48002, 'offline'],
    [99999, 'offline'],
  ])(
    '%i is told as %s, without personal data or secrets, and costs nothing',
    async (code, kind) => {
      await bench.says('wmLi', '你好')
      bench.wecom.failNext(kfSend, code)
      expect(await send('结果')).toMatchObject({ ok: false, kind, reason: `WeCom ${code}` })
      for (const n of [1, 2, 3, 4, 5]) expect(await send(`第${n}条`)).toMatchObject({ ok: true })
    },
  )

  it('a token is fetched once however many letters go out, and anew once for all that wait', async () => {
    await bench.says('wmLi', '你好')
    await Promise.all([1, 2].map((n) => send(`第${n}条`)))
    expect(bench.wecom.tokens).toEqual({ asked: 1 })
    bench.wecom.revokeToken()
    const outcomes = await Promise.all([3, 4, 5].map((n) => send(`第${n}条`)))
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true])
    expect(bench.wecom.tokens).toEqual({ asked: 2 })
  })

  it('a token that is refused again and again is asked for once more, not for ever', async () => {
    await bench.says('wmLi', '你好')
    bench.wecom.failAlways(kfSend, 42001)
    expect(await send('a')).toMatchObject({ ok: false, kind: 'offline', reason: 'WeCom 42001' })
    expect(bench.wecom.tokens).toEqual({ asked: 2 })
  })
})

describe('a message that was taken and does not arrive', () => {
  const fails = (failType: number) =>
    bench.tell(
      event('wmLi', 'msg_send_fail', {
        fail_msgid: bench.wecom.sent.at(-1)!.msgid,
        fail_type: failType,
      }),
    )

  it('for want of his own message waits for that', async () => {
    await bench.says('wmLi', '你好')
    await send('结果', 'conversation:wecom-kf/x@700#0')
    await fails(4)
    expect(bench.missed).toEqual([
      {
        peer: li,
        letter: 'conversation:wecom-kf/x@700#0',
        message: { text: '结果' },
        kind: 'window closed',
      },
    ])
    expect(await send('还有')).toMatchObject(waits('window closed'))
    bench.clock.moveTo(bench.clock.now() + 60_000)
    await bench.says('wmLi', '在吗')
    expect(bench.wecom.texts().at(-1)).toBe('您上次留言之后，同事已经答复您：\n\n结果\n\n还有')
  })

  it('because he takes none is the last until he writes again', async () => {
    await bench.says('wmLi', '你好')
    await send('结果')
    await fails(10)
    expect(await send('还有')).toMatchObject({ ok: false, kind: 'unreachable' })
    bench.clock.moveTo(bench.clock.now() + 60_000)
    await bench.says('wmLi', '在吗')
    expect(await send('在')).toMatchObject({ ok: true })
  })

  it('is told without personal data; one we know nothing of changes nothing', async () => {
    await bench.says('wmLi', '你好')
    await send('结果')
    await fails(13)
    expect(bench.problems).toEqual(['wecom-kf: a message did not arrive: fail_type 13'])
    bench.missed = []
    await bench.tell(event('wmLi', 'msg_send_fail', { fail_msgid: 'nobody', fail_type: 4 }))
    expect(bench.missed).toEqual([])
    expect(await send('还有')).toMatchObject({ ok: true })
  })
})

describe('the end of a session', () => {
  const ends = (change_type = 3) =>
    bench.tell(
      event('wmLi', 'session_status_change', { change_type, msg_code: bench.wecom.code() }),
    )

  it('asks the survey that waits, as a menu, first of all', async () => {
    await bench.says('wmLi', '你好')
    await bench.pass(49 * hour)
    await send('处理好了')
    await send(survey, 'conversation:wecom-kf/x@900#0')
    await ends()
    expect(bench.wecom.answered).toMatchObject([
      {
        code: 'code-1',
        msgtype: 'msgmenu',
        msgmenu: {
          head_content: '您满意吗？',
          list: [
            { type: 'click', click: { id: 'survey:CP-1:1', content: '1 分' } },
            {},
            {},
            {},
            {},
          ],
        },
      },
    ])
    expect(await send(survey, 'conversation:wecom-kf/x@900#0')).toMatchObject({ ok: true })
    await bench.says('wmLi', '在吗')
    expect(bench.wecom.texts()).toEqual([expect.stringMatching(/处理好了$/)])
  })

  it('says what else waits; where nothing waits, nothing', async () => {
    await bench.says('wmLi', '你好')
    await ends()
    await bench.pass(49 * hour)
    await send('处理好了')
    await ends(2)
    expect(bench.wecom.answered).toEqual([])
    await ends()
    expect(JSON.stringify(bench.wecom.answered)).toMatch(/处理好了/)
  })
})

it('what is said by the account itself is said once, however often its cause is told', async () => {
  const lost = {
    ...textFrom('wmLi', ''),
    msgtype: 'image',
    image: { media_id: 'gone' },
    msgid: 'g1',
  }
  await bench.tell(lost)
  await bench.tell(lost)
  expect(bench.wecom.texts()).toHaveLength(1)
})
