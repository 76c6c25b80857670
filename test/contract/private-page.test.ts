import { expect, it } from 'vitest'
import { readBook } from '../../src/book.ts'
import { createTerminalChannel, staffPeer } from '../../src/channels/terminal/terminal-channel.ts'
import { linkAddress } from '../../src/channels/web/links.ts'
import { createWebChannel, type WebChannel } from '../../src/channels/web/web-channel.ts'
import { createWechatChannel } from '../../src/channels/wechat-official/wechat-channel.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import { openDesk } from '../../src/desk.ts'
import { makingsOf } from '../support/account-desk.ts'
import { fakeWechat } from '../support/fake-wechat.ts'
import { passingTime } from '../support/passing-time.ts'
import { tempFolder } from '../support/store-folder.ts'
import { home } from '../support/web-desk.ts'
import { textFrom } from '../support/wechat-bench.ts'

/** The whole desk with a customer on WeChat, whose talk can be opened on a page too. */
async function openTalk() {
  const clock = new VirtualClock(Date.parse('2026-11-23T10:00:00+08:00'))
  const wechat = await fakeWechat(clock)
  const made: { wechat?: ReturnType<typeof createWechatChannel>; web?: WebChannel } = {}
  const folder = await tempFolder()
  const faults: unknown[] = []
  const desk = await openDesk({
    book: readBook({ now: clock.now(), env: { BASE_URL: home } }),
    folder: folder.path,
    clock,
    onFault: (where, error) => faults.push([where, error]),
    channels(soFar) {
      const makings = makingsOf(soFar, { clock, faults })
      const site = { behindProxy: false, baseUrl: home }
      made.wechat = createWechatChannel({ ...makings, account: wechat.account })
      made.web = createWebChannel({ ...makings, limits: makings.policy.limits, site })
      return [made.wechat, made.web, createTerminalChannel(() => undefined)]
    },
  })
  await desk.app.start()
  const pass = (ms: number) => desk.app.passTime(clock, clock.now() + ms)
  const receipts = made.wechat!.routes()
  const pages = made.web!.routes()
  let ids = 0
  const path = (token: string, what: string) => `${home}/api/conversations/${token}/${what}`
  return {
    desk,
    web: made.web!,
    async wang(text: string): Promise<void> {
      const peer = staffPeer('wang')
      const key = `s${++ids}`
      await desk.app.receive({ key, channel: 'terminal', peer, at: clock.now(), text })
      await pass(10_000)
    },
    /** He writes in WeChat; what his phone shows. */
    async li(text: string): Promise<string> {
      const before = wechat.texts('oLi').length
      const words = textFrom('oLi', text, { id: `9${++ids}`, at: clock.now() })
      const answer = await passingTime(clock, async () => receipts.request(wechat.request(words)))
      const body = await answer.text()
      const { xml } = body.startsWith('<xml>') ? wechat.open(body) : { xml: '' }
      await pass(10_000)
      const reply = /<Content><!\[CDATA\[([\s\S]*)\]\]><\/Content>/.exec(xml)?.[1] ?? ''
      return [reply, ...wechat.texts('oLi').slice(before)].join('\n')
    },
    phone: () => wechat.texts('oLi'),
    /** He opens the private link that stands in a text. */
    async open(text: string) {
      const link = new RegExp(linkAddress(home, '([\\w-]{43})').replace('?', '\\?')).exec(text)?.[1]
      const customer = await made.web!.links.customerOf(link!)
      return (await made.web!.visitors.join(customer!)).token
    },
    /** He writes on the page, and ten seconds pass. */
    async writes(token: string, text: string) {
      const answer = await pages.request(path(token, 'messages'), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ id: `p${++ids}`, text }),
      })
      expect(answer.status).toBe(202)
      await pass(10_000)
    },
    async lines(token: string): Promise<string> {
      return (await pages.request(path(token, 'lines'))).text()
    },
    /** The page stands open until it is closed. */
    async looks(token: string) {
      const answer = await pages.request(path(token, 'events'))
      return () => answer.body!.cancel()
    },
    async [Symbol.asyncDispose]() {
      await desk.close()
      await wechat[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
      expect(faults).toEqual([])
    },
  }
}

/** A case of his, and what his phone showed when it got its number. */
async function complain(talk: Awaited<ReturnType<typeof openTalk>>): Promise<string> {
  await talk.li('我要投诉')
  await talk.li('买的六个杯子少发了一个')
  return talk.li('直接提交')
}

it('the number comes with a private link, whose page shows what was said in WeChat', async () => {
  await using talk = await openTalk()
  const shown = await complain(talk)
  const token = await talk.open(shown)
  const lines = await talk.lines(token)
  expect(lines).toContain('买的六个杯子少发了一个')
  expect(lines).toContain('CP-20261123-0001')
  expect(lines).not.toContain('continue?link=')
})

it('what he writes on the page is the same talk, answered there while the page is open', async () => {
  await using talk = await openTalk()
  const token = await talk.open(await complain(talk))
  const close = await talk.looks(token)
  const before = talk.phone().length
  await talk.writes(token, '进度')
  expect(await talk.lines(token)).toMatch(/CP-20261123-0001[^"]*等待专人接手/)
  expect(talk.phone()).toHaveLength(before)

  await close()
  await talk.writes(token, '进度')
  expect(talk.phone()).toHaveLength(before + 1)
})

it('what waits for his answer reaches his phone too, however he wrote last', async () => {
  await using talk = await openTalk()
  const address = { channel: 'terminal', peer: staffPeer('wang') }
  await talk.desk.roster.enrol({
    id: 'wang',
    role: 'agent',
    team: 'service',
    name: 'wang',
    address,
  })
  const token = await talk.open(await complain(talk))
  const close = await talk.looks(token)
  await talk.writes(token, '进度')
  await talk.wang('接单 CP-20261123-0001')
  await talk.wang('询问 CP-20261123-0001 少的是哪一种颜色的杯子？')
  expect(talk.phone().at(-1)).toContain('少的是哪一种颜色')
  await close()
})

it('answers come to WeChat again once he writes there, though the page is still open', async () => {
  await using talk = await openTalk()
  const token = await talk.open(await complain(talk))
  const close = await talk.looks(token)
  await talk.writes(token, '进度')
  expect(await talk.li('进度')).toContain('CP-20261123-0001')
  await close()
})

it('a link to a talk of a member of staff lets nobody act as staff', async () => {
  await using talk = await openTalk()
  await complain(talk)
  const address = { channel: 'wechat-official', peer: 'oWang' }
  await talk.desk.roster.enrol({
    id: 'wang',
    role: 'agent',
    team: 'service',
    name: 'wang',
    address,
  })
  const { token } = await talk.web.visitors.join('customer:wechat-official/oWang')
  await talk.writes(token, '接单 CP-20261123-0001')
  const { tickets } = await talk.desk.store.tickets({}, { limit: 10 })
  expect(tickets.map(({ view }) => view.state)).toEqual(['received'])
})

it('the word for it gives the link again', async () => {
  await using talk = await openTalk()
  await complain(talk)
  expect(await talk.li('把链接发给我')).toContain(`${home}/continue?link=`)
})
