import { expect, it, vi } from 'vitest'
import { createWecomAibotChannel } from '../../src/channels/wecom-aibot/wecom-aibot-channel.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import { letterId } from '../../src/domain/letter.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { type FakeAibot, fakeAibot } from '../support/fake-aibot.ts'
import { passingTime } from '../support/passing-time.ts'
import { settings } from '../support/staff-desk.ts'
import { tempFolder } from '../support/store-folder.ts'

const letter = letterId('ticket:conversation:web/li@1#0', 2, 0)

/** Two processes of a desk with one bot, on a store that they share. */
async function twoProcesses(firstAccount: Partial<FakeAibot['account']> = {}) {
  const folder = await tempFolder()
  const store = await openSqlite({ folder: folder.path })
  const clock = new VirtualClock(Date.parse('2026-11-23T10:00:00+08:00'))
  const bot = await fakeAibot(clock)
  const open = (account: Partial<FakeAibot['account']> = {}) =>
    createWecomAibotChannel({
      account: { ...bot.account, ...account },
      store: shared(store),
      clock,
      policy: settings.policy,
      locale: 'zh-CN',
      say: ({ key }) => key,
      staff: { has: () => true, moved: async () => undefined, card: async () => undefined },
    })
  const [first, second] = [open(firstAccount), open()]
  const connected = bot.connected()
  await first.start(async () => 'accepted')
  if (!firstAccount.url) await connected
  await second.start(async () => 'accepted')
  await passingTime(clock, () => connected)
  await bot.says({ id: 'wang' }, '/help')
  return {
    bot,
    clock,
    store,
    first,
    second,
    async [Symbol.asyncDispose]() {
      await first.stop()
      await second.stop()
      for (const one of [bot, store, folder]) await one[Symbol.asyncDispose]()
    },
  }
}

/** The store as one that others write to as well. */
function shared(store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      if (name === 'watch') return () => ({ close: async () => undefined })
      const value = Reflect.get(target, name) as unknown
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

it('one process is connected, and what another has to send goes out over it once', async () => {
  await using two = await twoProcesses()
  const { bot, clock, second, store } = two
  expect([bot.connections(), second.health()]).toEqual([1, { ok: true }])
  const outcome = await passingTime(clock, () => second.send('wang', { text: '提醒' }, letter))
  expect(outcome).toEqual({ ok: true, via: 'chat' })
  expect(bot.shown('wang').map(({ text }) => text)).toEqual(['提醒'])
  bot.failNext(93006)
  expect(
    await passingTime(clock, () => second.send('wang', { text: 'x' }, letterId('ticket:t', 1, 0))),
  ).toMatchObject({ ok: false, kind: 'unreachable' })
  expect(await store.records('wecom-aibot:for-the-line:')).toEqual([])
})

it('where the connected one goes, the other connects and sends what has waited', async () => {
  await using two = await twoProcesses()
  const { bot, clock, first, second } = two
  await first.stop()
  const outcome = await passingTime(clock, () => second.send('wang', { text: '提醒' }, letter))
  expect(outcome).toEqual({ ok: true, via: 'chat' })
  expect([bot.connections(), second.health()]).toEqual([2, { ok: true }])
})

it('where none is connected, what is to be sent is “offline” after twenty seconds', async () => {
  await using two = await twoProcesses()
  const { bot, clock, first, second } = two
  bot.refuse(40001)
  await first.stop()
  const before = clock.now()
  const outcome = await passingTime(clock, () => second.send('wang', { text: '提醒' }, letter))
  expect(outcome).toMatchObject({ ok: false, kind: 'offline' })
  expect(clock.now() - before).toBeLessThan(21_000)
})

it('a process that cannot reach the platform leaves the bot to one that can', async () => {
  await using two = await twoProcesses({ url: 'ws://127.0.0.1:1' })
  const { bot, clock, first, second } = two
  expect(bot.connections()).toBe(1)
  const outcome = await passingTime(clock, () => first.send('wang', { text: '提醒' }, letter))
  expect(outcome).toEqual({ ok: true, via: 'chat' })
  const allWell = () => expect([first, second].map((one) => one.health().ok)).toEqual([true, true])
  await passingTime(clock, () => vi.waitFor(allWell))
})
