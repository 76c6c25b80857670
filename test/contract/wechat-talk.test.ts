import { expect, it } from 'vitest'
import { createWechatChannel } from '../../src/channels/wechat-official/wechat-channel.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import { accountDesk } from '../support/account-desk.ts'
import { fakeWechat } from '../support/fake-wechat.ts'
import { passingTime } from '../support/passing-time.ts'
import { textFrom } from '../support/wechat-bench.ts'

/** The whole desk with its staff at the terminal and its customer on WeChat. */
async function openTalk() {
  const clock = new VirtualClock(Date.parse('2026-11-23T10:00:00+08:00'))
  const wechat = await fakeWechat(clock)
  /** What the customer's phone shows, and how it came. */
  const phone: { text: string; via: 'receipt' | 'message' }[] = []
  let routes: ReturnType<ReturnType<typeof createWechatChannel>['routes']>
  const desk = await accountDesk(clock, (makings) => {
    const channel = createWechatChannel({ ...makings, account: wechat.account })
    routes = channel.routes()
    return channel
  })
  let ids = 0
  let seen = 0

  const look = () => {
    for (const text of wechat.texts('oLi').slice(seen)) phone.push({ text, via: 'message' })
    seen = wechat.sent.length
  }
  const pass = async (ms: number) => {
    await desk.pass(ms)
    look()
  }

  return {
    ...desk,
    phone,
    pass,
    wechat,
    async staff(id: string, text: string) {
      await desk.staff(id, text)
      look()
    },
    async li(text: string, more: Record<string, string> = {}) {
      const words = textFrom('oLi', text, { id: `9${++ids}`, at: clock.now() })
      const request = wechat.request({ ...words, ...more })
      const response = await passingTime(clock, async () => routes.request(request))
      const reply = wechat.replyIn(await response.text())
      if (reply) phone.push({ text: reply, via: 'receipt' })
      await pass(10_000)
      return phone.splice(0)
    },
    async [Symbol.asyncDispose]() {
      await desk[Symbol.asyncDispose]()
      await wechat[Symbol.asyncDispose]()
    },
  }
}

it('a complaint is told, taken, answered and agreed to on WeChat, within its window', async () => {
  await using talk = await openTalk()
  await talk.enrol('wang', 'agent', 'service')
  await talk.enrol('zhao', 'supervisor', 'supervisors')

  const hello = await talk.li('我要投诉')
  expect(hello.map(({ via }) => via)).toEqual(['receipt', 'message'])
  expect(hello[0]!.text).toMatch(/抱歉[\s\S]*\n\n1\. 找人工$/)

  await talk.li('买的六个杯子少发了一个')
  const opened = (await talk.li('直接提交')).map(({ text }) => text).join('\n')
  expect(opened).toMatch(/CP-20261123-0001/)

  await talk.staff('wang', '接单 CP-20261123-0001')
  await talk.staff('wang', '直办 退款 30 元 少发一个杯子 原因：仓库漏装')
  await talk.staff('zhao', '批准 CP-20261123-0001')
  const offer = talk.phone.splice(0).at(-1)!
  expect(offer).toMatchObject({
    via: 'message',
    text: expect.stringMatching(/30 元[\s\S]*\n1\. 同意/),
  })

  const agreed = await talk.li('1')
  expect(agreed[0]).toMatchObject({ via: 'receipt' })
  await talk.staff('wang', '办结 CP-20261123-0001 30 元已原路退回')
  expect(talk.phone.splice(0).at(-1)!.text).toMatch(/30 元已原路退回/)

  // The next day, within the window: a menu to press.
  await talk.pass(32 * 3_600_000)
  const survey = talk.wechat.sent.at(-1)!
  expect(survey).toMatchObject({ msgtype: 'msgmenu', msgmenu: { list: { length: 5 } } })
  const { id, content } = (survey.msgmenu as { list: { id: string; content: string }[] }).list[4]!
  const thanks = await talk.li(content, { bizmsgmenuid: id })
  expect(thanks.map(({ text }) => text).join()).toMatch(/谢谢/)
  expect(talk.faults).toEqual([])
})
