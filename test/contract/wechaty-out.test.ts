import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { messageTypes, officialAccount, scanTimedOut } from '../../src/channels/wechaty/library.ts'
import type { LetterId } from '../../src/domain/letter.ts'
import type { OutboundMessage } from '../../src/domain/message.ts'
import { passingTime } from '../support/passing-time.ts'
import { png } from '../support/pictures.ts'
import { openProcess, type WechatyBench, wechatyBench } from '../support/wechaty-bench.ts'
import { load } from '../support/wechaty-phone.ts'

let bench: WechatyBench
beforeEach(async () => {
  bench = await wechatyBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

const room = 'team@chatroom'
let letters = 0
const newLetter = (): LetterId => `conversation:wechaty/li@${++letters}#0`
const send = (peer: string, message: OutboundMessage, letter = newLetter()) =>
  passingTime(bench.clock, () => bench.channel.send(peer, message, letter))
const sendToRoom = (message: OutboundMessage) =>
  passingTime(bench.clock, () => bench.channel.sendToRoom!(room, message, newLetter()))

describe('what is said', () => {
  it('choices of a customer have digits, those of staff the command to write', async () => {
    const yes = [
      { id: 'opinion:1:yes', label: '同意' },
      { id: 'opinion:1:no', label: '不同意' },
    ]
    await send('li', { text: '您看可以吗？', buttons: yes })
    expect(bench.wechat.texts('li')).toEqual(['您看可以吗？\n\n1. 同意\n2. 不同意'])
    const take = [{ id: '/take CP-20261123-0001', label: '我来接单' }]
    await sendToRoom({ text: '【新投诉】', buttons: take })
    expect(bench.wechat.texts(room)).toEqual(['【新投诉】\n\n我来接单 → /take CP-20261123-0001'])
    bench.staff.add('wang')
    await send('wang', { text: '要撤销吗？', buttons: [{ id: '撤销 --yes', label: '确认' }] })
    expect(bench.wechat.texts('wang')).toEqual(['要撤销吗？\n\n确认 → 撤销 --yes'])
  })

  it('a picture follows its words', async () => {
    const file = await bench.store.putFile({ name: 'photo.png', type: 'image/png', bytes: png() })
    expect(await send('li', { text: '这是凭证', files: [file] })).toMatchObject({ ok: true })
    expect(bench.wechat.shown).toMatchObject([
      { at: 'li', text: '这是凭证' },
      { at: 'li', type: 6 },
    ])
  })

  it('between any two messages is a pause, and never a long one', async () => {
    const times: number[] = []
    const puppet = bench.wechat.puppet()
    const really = puppet.messageSendText.bind(puppet)
    puppet.messageSendText = (...what) => {
      times.push(bench.clock.now())
      return really(...what)
    }
    await passingTime(bench.clock, () =>
      Promise.all(
        ['li', 'wang', 'li'].map((to) => bench.channel.send(to, { text: 'x' }, newLetter())),
      ),
    )
    const gaps = times.slice(1).map((time, n) => time - times[n]!)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_500)
    expect(Math.max(...gaps)).toBeLessThan(2_500)
  })

  it('what would wait too long goes back to be tried later', async () => {
    const all = await passingTime(bench.clock, () =>
      Promise.all(
        Array.from({ length: 20 }, () => bench.channel.send('li', { text: 'x' }, newLetter())),
      ),
    )
    const refused = all.filter(({ ok }) => !ok)
    expect(refused.length).toBeGreaterThan(2)
    expect(refused[0]).toMatchObject({ kind: 'rate', retryAfter: expect.any(Number) })
  })

  it('what has gone out of a letter is not sent again', async () => {
    const puppet = bench.wechat.puppet()
    const really = puppet.messageSendText.bind(puppet)
    let n = 0
    puppet.messageSendText = async (...what) => {
      if (++n === 2) throw new Error('14 UNAVAILABLE: name of li')
      return really(...what)
    }
    const letter = newLetter()
    const message = { text: `${'一'.repeat(1_990)}\n二` }
    const failed = await send('li', { text: `${message.text}${'二'.repeat(20)}` }, letter)
    expect(failed).toEqual({
      ok: false,
      kind: 'offline',
      reason: 'WeChat did not take it: 14 UNAVAILABLE',
    })
    await send('li', { text: `${message.text}${'二'.repeat(20)}` }, letter)
    expect(bench.wechat.texts('li')).toEqual(['一'.repeat(1_990), '二'.repeat(21)])
  })

  it('who is not there is not tried again; who does not answer is', async () => {
    expect(await send('nobody', { text: 'x' })).toMatchObject({ kind: 'unreachable' })
    bench.wechat.puppet().messageSendText = () => new Promise(() => undefined)
    expect(await send('li', { text: 'x' })).toMatchObject({ kind: 'offline' })
  })
})

describe('the connection', () => {
  it('who has to be logged in is told to staff; the code is shown to who asks and stands in no log', async () => {
    await bench[Symbol.asyncDispose]()
    bench = await wechatyBench({ loggedIn: false })
    await bench.until(() => bench.wechat.connections === 1)
    await bench.settled()
    expect(bench.channel.health()).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/还没有登录/),
    })
    bench.wechat.scan('https://login.weixin.qq.com/l/secret')
    expect(bench.channel.loginCode()).toBe('https://login.weixin.qq.com/l/secret')
    expect(bench.channel.health().reason).toMatch(/npm run wechaty-login/)
    expect(await send('li', { text: 'x' })).toMatchObject({ kind: 'offline' })
    bench.wechat.scan('https://login.weixin.qq.com/l/secret', 5)
    expect(bench.channel.loginCode()).toBeUndefined()
    bench.wechat.login()
    expect([bench.channel.loginCode(), bench.channel.health()]).toEqual([undefined, { ok: true }])
    expect(bench.problems.join()).not.toMatch(/secret/)
  })

  it('logged out it says so, and takes nothing for sent', async () => {
    await bench.wechat.puppet().logout('kicked')
    expect(bench.channel.health()).toMatchObject({ ok: false, reason: '个人微信号已退出登录' })
    expect(await send('li', { text: 'x' })).toMatchObject({ kind: 'offline' })
    bench.wechat.login()
    expect(await send('li', { text: 'y' })).toMatchObject({ ok: true })
    expect(bench.wechat.texts('li')).toEqual(['y'])
  })

  it('without a sign of life it is made anew, again and again with longer pauses, and goes on', async () => {
    const begun = bench.clock.now()
    bench.wechat.mute(true)
    await bench.until(() => !bench.channel.health().ok)
    expect(bench.clock.now() - begun).toBeLessThan(61_000)
    expect(bench.channel.health().reason).toMatch(/没有响应/)
    await bench.until(() => bench.wechat.connections === 4)
    bench.wechat.mute(false)
    await bench.until(() => bench.channel.health().ok)
    bench.wechat.says('li', '还在吗')
    await bench.until(() => bench.received.length === 1)
    expect(await send('li', { text: '在的' })).toMatchObject({ ok: true })
    expect(bench.problems.join()).toMatch(/no sign of life/)
  })

  it('a clock that jumps ahead cuts nothing off', async () => {
    bench.clock.moveTo(bench.clock.now() + 32 * 3_600_000)
    await bench.settled()
    expect([bench.channel.health(), bench.wechat.connections]).toEqual([{ ok: true }, 1])
  })

  it('of two processes one has the account, and the other takes it over', async () => {
    const other = await openProcess(bench)
    await bench.until(() => other.channel.health().ok)
    expect(other.wechat.connections).toBe(0)
    expect(await other.channel.send('li', { text: 'x' }, newLetter())).toMatchObject({
      kind: 'offline',
    })
    await passingTime(bench.clock, () => bench.channel.stop())
    await bench.until(() => other.wechat.connections === 1 && other.channel.health().ok)
    await passingTime(bench.clock, () => other.channel.stop())
  })

  it('packages that are not there do not end the desk, and it says what to type', async () => {
    const lost = await openProcess(bench, { library: 'not-installed' })
    await passingTime(bench.clock, () => bench.channel.stop())
    await bench.until(() => lost.problems.length > 0)
    expect(lost.problems[0]).toMatch(/npm ci --prefix src\/channels\/wechaty/)
    expect(lost.channel.health()).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/原因见日志/),
    })
    await passingTime(bench.clock, () => lost.channel.stop())
  })
})

it('the library has what is used of it', async () => {
  const { types } = (await load('wechaty')) as { types: Record<string, Record<string, number>> }
  expect(types.Message).toMatchObject(messageTypes)
  expect(types.Contact!.Official).toBe(officialAccount)
  expect(types.ScanStatus!.Timeout).toBe(scanTimedOut)
})
