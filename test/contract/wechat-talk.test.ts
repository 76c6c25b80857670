import { afterEach, expect, it } from 'vitest'
import { readBook } from '../../src/book.ts'
import { createTerminalChannel, staffPeer } from '../../src/channels/terminal/terminal-channel.ts'
import { createWechatChannel } from '../../src/channels/wechat-official/wechat-channel.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import { openDesk } from '../../src/desk.ts'
import type { Role } from '../../src/domain/person.ts'
import { fakeWechat } from '../support/fake-wechat.ts'
import { passingTime } from '../support/passing-time.ts'
import { tempFolder } from '../support/store-folder.ts'
import { textFrom } from '../support/wechat-bench.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** The whole desk with its staff at the terminal and its customer on WeChat. */
async function openTalk() {
  const clock = new VirtualClock(Date.parse('2026-11-23T10:00:00+08:00'))
  const folder = await tempFolder()
  const wechat = await fakeWechat(clock)
  const book = readBook({ now: clock.now() })
  const { policy, organisation } = book.settings
  /** What the customer's phone shows, and how it came. */
  const phone: { text: string; via: 'receipt' | 'message' }[] = []
  const faults: unknown[] = []
  let routes: ReturnType<ReturnType<typeof createWechatChannel>['routes']>
  const desk = await openDesk({
    book,
    folder: folder.path,
    clock,
    onFault: (where, error) => faults.push([where, error]),
    channels({ store }) {
      const channel = createWechatChannel({
        account: wechat.account,
        store,
        clock,
        policy,
        locale: organisation.locale,
        say: (wording, locale) => book.speaker.speak(wording, locale),
        onProblem: (problem) => faults.push(problem),
      })
      routes = channel.routes()
      return [channel, createTerminalChannel(() => undefined)]
    },
  })
  await desk.app.start()
  closing.push(
    async () => folder[Symbol.asyncDispose](),
    async () => wechat[Symbol.asyncDispose](),
    () => desk.close(),
  )
  let ids = 0
  let seen = 0

  const look = () => {
    for (const text of wechat.texts('oLi').slice(seen)) phone.push({ text, via: 'message' })
    seen = wechat.sent.length
  }
  const pass = async (ms: number) => {
    await desk.app.passTime(clock, clock.now() + ms)
    look()
  }

  return {
    phone,
    faults,
    pass,
    wechat,
    async enrol(id: string, role: Role, team: string) {
      const address = { channel: 'terminal', peer: staffPeer(id) }
      await desk.roster.enrol({ id, role, team, name: id, address })
    },
    async staff(id: string, text: string) {
      const peer = staffPeer(id)
      const key = `s${++ids}`
      await desk.app.receive({ key, channel: 'terminal', peer, at: clock.now(), text })
      await pass(10_000)
    },
    async li(text: string, more: Record<string, string> = {}) {
      const words = textFrom('oLi', text, { id: `9${++ids}`, at: clock.now() })
      const request = wechat.request({ ...words, ...more })
      const response = await passingTime(clock, async () => routes.request(request))
      const body = await response.text()
      const { xml } = body.startsWith('<xml>') ? wechat.open(body) : { xml: '' }
      const reply = /<Content><!\[CDATA\[([\s\S]*)\]\]><\/Content>/.exec(xml)?.[1]
      if (reply) phone.push({ text: reply, via: 'receipt' })
      await pass(10_000)
      return phone.splice(0)
    },
  }
}

it('a complaint is told, taken, answered and agreed to on WeChat, within its window', async () => {
  const talk = await openTalk()
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
