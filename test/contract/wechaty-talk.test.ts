import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readBook } from '../../src/book.ts'
import { createTerminalChannel } from '../../src/channels/terminal/terminal-channel.ts'
import type { WechatyChannel } from '../../src/channels/wechaty/account.ts'
import { createWechatyChannel } from '../../src/channels/wechaty/wechaty-channel.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import { type Desk, openDesk } from '../../src/desk.ts'
import { staffSideOf } from '../../src/staff-side-of-desk.ts'
import { tempFolder } from '../support/store-folder.ts'
import { loaderOf, withoutGaps } from '../support/wechaty-bench.ts'
import { playWechat, type Wechat } from '../support/wechaty-phone.ts'

const room = 'service@chatroom'
const clock = new VirtualClock(Date.parse('2026-11-23T10:00:00+08:00'))
const book = readBook({ env: {}, now: clock.now() })
const { policy, organisation } = book.settings

let wechat: Wechat
let desk: Desk
let channel: WechatyChannel
let end: () => Promise<void>
const faults: unknown[] = []

beforeEach(async () => {
  const folder = await tempFolder()
  const now = () => clock.now()
  wechat = await playWechat({
    people: ['li', 'boss', 'wang', 'nobody'],
    rooms: [room, 'other@chatroom'],
    now,
  })
  desk = await openDesk({
    book,
    folder: folder.path,
    clock,
    onFault: (where, error) => faults.push([where, error]),
    channels(soFar) {
      channel = createWechatyChannel({
        account: { library: 'wechaty', puppet: 'played', options: {} },
        store: soFar.store,
        clock: withoutGaps(clock),
        policy,
        locale: organisation.locale,
        say: (wording, locale) => book.speaker.speak(wording, locale),
        staff: staffSideOf('wechaty', soFar),
        random: () => 0,
        load: loaderOf(wechat),
        onProblem: (problem) => faults.push(problem),
      })
      return [channel, createTerminalChannel(() => undefined)]
    },
  })
  await desk.app.start()
  end = async () => {
    await desk.close()
    await folder[Symbol.asyncDispose]()
  }
  await vi.waitFor(() => expect(channel.health()).toEqual({ ok: true }), { timeout: 20_000 })
})
afterEach(() => end())

const last = (at: string) => wechat.texts(at).at(-1)!

/** What was said is heard, and all that comes of it is done. */
async function heard() {
  for (let n = 0; n < 30; n++) await new Promise(setImmediate)
  await desk.app.settled()
  for (let n = 0; n < 30; n++) await new Promise(setImmediate)
}
const pass = (ms: number) => desk.app.passTime(clock, clock.now() + ms)
async function says(who: string, text: string, at?: string) {
  wechat.says(who, text, at === undefined ? {} : { room: at })
  await heard()
  if (who === 'li') await pass(10_000)
}

async function staffComes() {
  await says('boss', `/pair ${await desk.pairing.adminCode()}`)
  await says('boss', '/invite wang agent service 王小明')
  const [code] = /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(last('boss'))!
  await says('wang', `/pair ${code}`)
  await says('boss', '@诉达\u2005/room service', room)
}

async function complains() {
  await says('li', '我要投诉')
  await says('li', '买的六个杯子少发了一个')
  await says('li', '直接提交')
}

it('a complaint is told, taken in a room, answered, agreed to by a digit and scored', async () => {
  await staffComes()
  expect(last(room)).toMatch(/班组群/)
  await complains()
  expect(wechat.texts('li').join('\n')).toMatch(/CP-20261123-0001/)
  expect(last(room)).toMatch(/【新投诉】CP-20261123-0001[\s\S]*我来接单 → \/take/)

  await says('wang', '@诉达\u2005接单 CP-20261123-0001', room)
  expect(last(room)).toMatch(/王小明/)
  await says('wang', '/solve CP-20261123-0001 退款 30 元 少发一个杯子 原因：仓库漏装', room)
  await says('boss', '/approve CP-20261123-0001')
  expect(last('li')).toMatch(/30 元[\s\S]*1\. 同意/)
  await says('li', '1')
  await says('wang', '/done CP-20261123-0001 30 元已原路退回')
  expect(last('li')).toMatch(/30 元已原路退回/)

  // No window closes here: the survey comes days later all the same.
  await pass(32 * 3_600_000)
  expect(last('li')).toMatch(/(\n.*){5}/)
  await says('li', '5')
  expect(last('li')).toMatch(/谢谢/)
  expect(faults).toEqual([])
})

it('a stranger’s command in a room changes nothing and is not answered; nor is a colleague’s in a room that is nobody’s', async () => {
  await staffComes()
  await complains()
  const before = await desk.store.ticket('CP-20261123-0001')
  const shown = wechat.shown.length
  await says('nobody', '@诉达\u2005/take CP-20261123-0001', room)
  await says('nobody', '接单 CP-20261123-0001', room)
  await says('nobody', '/room quality', room)
  await says('nobody', '/pair AAAAA-BBBBB', room)
  await says('wang', '/card CP-20261123-0001', 'other@chatroom')
  await says('wang', '今天真忙', room)
  await pass(10_000)
  expect(wechat.shown).toHaveLength(shown)
  expect(await desk.store.ticket('CP-20261123-0001')).toEqual(before)
})
