import { afterEach, beforeEach, expect, it } from 'vitest'
import { readBook } from '../../src/book.ts'
import { createPlayedPage } from '../../src/channels/terminal/terminal-channel.ts'
import type { WecomAibotChannel } from '../../src/channels/wecom-aibot/account.ts'
import { createWecomAibotChannel } from '../../src/channels/wecom-aibot/wecom-aibot-channel.ts'
import { createWecomRobotChannel } from '../../src/channels/wecom-robot/wecom-robot-channel.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import { type Desk, openDesk } from '../../src/desk.ts'
import type { OutboundMessage } from '../../src/domain/message.ts'
import { staffSideOf } from '../../src/staff-side-of-desk.ts'
import { type Author, type FakeAibot, fakeAibot } from '../support/fake-aibot.ts'
import { type FakeRobots, fakeRobots } from '../support/fake-wecom-robot.ts'
import { tempFolder } from '../support/store-folder.ts'

const key = '693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa'
const number = 'CP-20261123-0001'
const admin = { id: 'admin-at-wecom' }
const wang = { id: 'wang-at-wecom' }
const service = 'wrkService'
const inService = ({ id }: Author) => ({ id, group: service })

let bot: FakeAibot
let robots: FakeRobots
let desk: Desk
let clock: VirtualClock
let channel: WecomAibotChannel
let faults: unknown[]
/** What the customer's page shows. */
let page: OutboundMessage[]
let folder: Awaited<ReturnType<typeof tempFolder>>

beforeEach(async () => {
  clock = new VirtualClock(Date.parse('2026-11-23T10:00:00+08:00'))
  folder = await tempFolder()
  bot = await fakeAibot(clock)
  robots = await fakeRobots(clock, [key])
  faults = []
  page = []
  const book = readBook({ now: clock.now() })
  const { policy, organisation } = book.settings
  const made = {
    clock,
    policy,
    locale: organisation.locale,
    say: book.speaker.speak.bind(book.speaker),
    onProblem: (problem: unknown) => void faults.push(problem),
  }
  desk = await openDesk({
    book,
    folder: folder.path,
    clock,
    onFault: (where, error) => faults.push([where, error]),
    channels(soFar) {
      const staff = staffSideOf('wecom-aibot', soFar)
      const { store } = soFar
      channel = createWecomAibotChannel({ ...made, store, staff, account: bot.account })
      const robot = createWecomRobotChannel({
        ...made,
        robots: { service: robots.addressOf(key) },
        mentioned: () => [],
      })
      // Teams without a group have their room on the page.
      return [channel, robot, createPlayedPage(({ message }) => void page.push(message))]
    },
  })
  const connected = bot.connected()
  await desk.app.start()
  await connected
})
afterEach(async () => {
  await desk.close()
  for (const played of [bot, robots, folder]) await played[Symbol.asyncDispose]()
})

async function done(act: Promise<void>) {
  await act
  await channel.settled()
  await desk.app.settled()
}
const says = (from: Author, text: string) => done(bot.says(from, text))
const presses = (from: Author, label: string) => done(bot.presses(from, label))
const pass = (ms: number) => desk.app.passTime(clock, clock.now() + ms)
const shown = (chat: string) => bot.shown(chat)
const last = (chat: string) => shown(chat).at(-1)!
const texts = (chat: string) => shown(chat).map(({ text }) => text)

let messages = 0
async function customer(what: { text: string } | { press: string }) {
  const sent = { key: `c${++messages}`, channel: 'web', peer: 'li', at: clock.now(), ...what }
  await desk.app.receive(sent)
  await pass(10_000)
}
const choose = (label: string) =>
  customer({ press: page.at(-1)!.buttons!.find((one) => one.label.startsWith(label))!.id })

/** An admin by the code of the first start, an agent by invitation, and the service team's group. */
async function staffComes() {
  await says(admin, `/pair ${await desk.pairing.adminCode()}`)
  await says(admin, '/invite wang agent service 王小明')
  const [code] = /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(last(admin.id).text)!
  await says(wang, `绑定 ${code}`)
  await says(inService(admin), '/room service')
}

async function complains() {
  for (const text of ['我要投诉', '买的六个杯子少发了一个', '直接提交']) await customer({ text })
}

it('colleagues work a case of the web page from the alert to its end', async () => {
  await staffComes()
  expect(texts(wang.id).join()).toMatch(/王小明/)
  expect(last(service).text).toMatch(/班组群/)

  await complains()
  const card = last(service)
  expect(card.text).toMatch(new RegExp(`【新投诉】${number}`))
  expect(card.buttons.map(({ text }) => text)).toEqual(['我来接单', '详情'])

  await presses(inService(wang), '我来接单')
  expect(last(service).text).toMatch(/王小明/)
  const drawn = shown(service).find(({ task }) => task === card.task)!
  expect([drawn.drawn, drawn.text]).toEqual([1, expect.stringMatching(new RegExp(number))])
  expect(drawn.buttons.map(({ text }) => text)).not.toContain('我来接单')

  await says(inService(wang), `/solve ${number} 退款 30 元 少发一个杯子 原因：仓库漏装`)
  await says(admin, `批准 ${number}`)
  expect(page.at(-1)!.text).toMatch(/30 元/)
  await choose('同意')
  await says(wang, `办结 ${number} 30 元已原路退回`)
  expect(page.at(-1)!.text).toMatch(/30 元已原路退回/)
  await pass(32 * 3_600_000)
  await customer({ press: page.at(-1)!.buttons![4]!.id })
  expect((await desk.store.ticket(number))!.view.state).toBe('closed')
  expect(faults).toEqual([])
})

it('words under an alert act on its case', async () => {
  await staffComes()
  await complains()
  const quote = { msgtype: 'text', text: { content: `【新投诉】${number} …` } }
  await done(bot.says(inService(wang), '接单', { quote }))
  expect((await desk.store.ticket(number))!.view.owner).toBe('wang')
})

it('a stranger in the group or alone with the bot changes nothing, whatever he presses or writes', async () => {
  await staffComes()
  await complains()
  const before = await desk.store.ticket(number)
  const count = shown(service).length
  const mallory = { id: 'mallory' }
  await presses(inService(mallory), '我来接单')
  for (const text of [`接单 ${number}`, '/room quality', '/pair AAAAA-BBBBB', '我要投诉']) {
    await says(inService(mallory), text)
  }
  await says(mallory, '我要投诉')
  await says(mallory, `/card ${number}`)
  await pass(60_000)
  expect(shown(service)).toHaveLength(count)
  expect(texts('mallory')).toEqual([expect.stringMatching(/只给.*值班同事/)])
  expect(await desk.store.ticket(number)).toEqual(before)
  expect(await desk.store.load('conversation:wecom-aibot/mallory')).toBeUndefined()
})

it('in a group that is nobody’s a colleague’s command tells nothing', async () => {
  await staffComes()
  await complains()
  await says({ id: wang.id, group: 'wrkElsewhere' }, `详情 ${number}`)
  expect(texts('wrkElsewhere').join()).not.toMatch(/杯子/)
})

it('while the bot is away the alert goes to the team’s group robot', async () => {
  await staffComes()
  bot.refuse(45009)
  bot.drop()
  await complains()
  expect(texts(service).join()).not.toMatch(/新投诉/)
  const text = robots.shown(key)[0]?.text
  expect(text).toMatch(new RegExp(`【新投诉】${number}[\\s\\S]*我来接单 {2}/take ${number}`))
})
