import { expect, it } from 'vitest'
import type { WecomKfChannel } from '../../src/channels/wecom-kf/account.ts'
import { createWecomKfChannel } from '../../src/channels/wecom-kf/wecom-kf-channel.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import { accountDesk } from '../support/account-desk.ts'
import { type Entry, fakeWecom, shown } from '../support/fake-wecom.ts'
import { entry, event } from '../support/wecom-bench.ts'

/** The whole desk with its staff at the terminal and its customer on 微信客服. */
async function openTalk() {
  const clock = new VirtualClock(Date.parse('2026-11-23T10:00:00+08:00'))
  const wecom = await fakeWecom(clock)
  let channel: WecomKfChannel
  const desk = await accountDesk(clock, (makings) => {
    channel = createWecomKfChannel({ ...makings, account: wecom.account })
    return channel
  })
  let seen = 0
  const phone = () => {
    const texts = wecom.sent.slice(seen).map(shown)
    seen = wecom.sent.length
    return texts
  }
  const tell = async (what: Entry) => {
    wecom.arrives(what)
    await channel.routes().request(wecom.callback())
    await channel.pulled()
    await desk.pass(10_000)
    return phone()
  }
  return {
    ...desk,
    wecom,
    phone,
    tell,
    li: (content: string) => tell(entry('wmLi', { msgtype: 'text', text: { content } })),
    press(label: string) {
      type Menu = { list: { click: { id: string; content: string } }[] }
      const lines = wecom.sent.flatMap(({ msgmenu }) => (msgmenu as Menu | undefined)?.list ?? [])
      const { id, content } = lines.findLast(({ click }) => click.content.startsWith(label))!.click
      return tell(entry('wmLi', { msgtype: 'text', text: { content, menu_id: id } }))
    },
    async [Symbol.asyncDispose]() {
      await desk[Symbol.asyncDispose]()
      await wecom[Symbol.asyncDispose]()
    },
  }
}

it('a complaint is told, taken, answered, agreed to and scored on 微信客服, within its window', async () => {
  await using talk = await openTalk()
  await talk.enrol('wang', 'agent', 'service')
  await talk.enrol('zhao', 'supervisor', 'supervisors')

  const welcome_code = talk.wecom.code()
  await talk.tell(event('wmLi', 'enter_session', { welcome_code, scene_param: 'order=A-1001' }))
  expect(talk.wecom.answered.map(shown)).toEqual([expect.stringMatching(/您好[\s\S]*A-1001/)])

  expect((await talk.li('我要投诉')).join('\n')).toMatch(/抱歉[\s\S]*\n找人工\n/)
  await talk.li('买的六个杯子少发了一个')
  expect((await talk.li('直接提交')).join('\n')).toMatch(/CP-20261123-0001/)

  await talk.staff('wang', '接单 CP-20261123-0001')
  await talk.staff('wang', '直办 退款 30 元 少发一个杯子 原因：仓库漏装')
  await talk.staff('zhao', '批准 CP-20261123-0001')
  expect(talk.phone().at(-1)).toMatch(/30 元[\s\S]*\n同意/)

  // Taken by the platform, and yet not with the customer: staff hear of it, and it comes with his next word.
  const { msgid: fail_msgid } = talk.wecom.sent.at(-1)!
  await talk.tell(event('wmLi', 'msg_send_fail', { fail_msgid, fail_type: 5 }))
  expect(talk.lines.at(-1)).toMatch(
    /未送达（微信客服）：平台允许回复的时间已过；客户下次来消息时自动送上/,
  )
  expect((await talk.li('你好')).join('\n')).toMatch(/同事已经答复您：\n\n[\s\S]*30 元/)

  await talk.press('同意')
  await talk.staff('wang', '办结 CP-20261123-0001 30 元已原路退回')
  expect(talk.phone().at(-1)).toMatch(/30 元已原路退回/)

  // The next day, within the window.
  await talk.pass(32 * 3_600_000)
  expect(talk.phone().at(-1)).toMatch(/(\n.*){5}/)
  expect((await talk.press('5')).join('\n')).toMatch(/谢谢/)
  expect(talk.faults).toEqual(['wecom-kf: a message did not arrive: fail_type 5'])
})
