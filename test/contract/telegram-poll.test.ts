import { afterEach, expect, it } from 'vitest'
import { StoreUnavailableError } from '../../src/store/port.ts'
import { passingTime } from '../support/passing-time.ts'
import { type TelegramBench, telegramBench } from '../support/telegram-bench.ts'
import { tooMany } from '../support/telegram-form.ts'

const benches: TelegramBench[] = []
afterEach(async () => {
  for (const bench of benches.splice(0)) await bench[Symbol.asyncDispose]()
})
async function open(how: Parameters<typeof telegramBench>[0] = { by: 'polling' }) {
  const bench = await telegramBench(how)
  benches.push(bench)
  return bench
}
const untilTrue = ({ clock }: TelegramBench, is: () => boolean) =>
  passingTime(clock, async () => {
    while (!is()) await new Promise(setImmediate)
  })

it('a webhook is set with its secret, and what is wanted; polling takes one away', async () => {
  const bench = await open({ by: 'webhook' })
  await untilTrue(bench, () => bench.telegram.webhook !== undefined)
  expect(bench.telegram.webhook).toMatchObject({
    url: 'https://desk.example/channels/telegram',
    secret_token: 'a-secret-of-the-webhook',
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
  })
  const polling = await open()
  await untilTrue(polling, () => polling.telegram.calls('deleteWebhook').length === 1)
})

it('an update is acknowledged only after it is kept, and others are not held up by it', async () => {
  const bench = await open()
  const { telegram } = bench
  bench.answer = async ({ peer }) => {
    if (peer === '77') throw new StoreUnavailableError('away')
    return 'accepted'
  }
  const [a, b] = [
    telegram.message({ id: 77 }, { text: 'a' }),
    telegram.message({ id: 78 }, { text: 'b' }),
  ]
  telegram.push(a, b)
  await untilTrue(bench, () => bench.problems.length > 0 && bench.received.length > 0)
  expect(telegram.waiting()).toBe(2)
  bench.answer = async () => 'accepted'
  await passingTime(bench.clock, () => telegram.taken())
  // The one that was kept was not brought a second time.
  expect(bench.received.map(({ text }) => text)).toEqual(['b', 'a'])
  expect(bench.channel.health()).toEqual({ ok: true })
})

it('two who ask for one bot are told of once, and asked on more slowly', async () => {
  const bench = await open()
  const conflict = {
    error_code: 409,
    description: 'Conflict: terminated by other getUpdates request',
  }
  bench.telegram.failNext('getUpdates', conflict, conflict, conflict)
  bench.telegram.push(bench.telegram.message({ id: 77 }, { text: 'a' }))
  const before = bench.clock.now()
  await passingTime(bench.clock, () => bench.telegram.taken())
  expect(bench.clock.now() - before).toBeGreaterThanOrEqual(1000 + 2000)
  expect(bench.problems.filter((one) => one.includes('409'))).toHaveLength(1)
  expect(bench.received).toHaveLength(1)
})

it.each([
  ['a wait that is asked for', tooMany(30), /429/],
  ['a broken connection', 'drop' as const, /does not answer/],
  ['a fault of the platform', { error_code: 502, description: 'Bad Gateway' }, /502/],
])('%s passes', async (_, failing, told) => {
  const bench = await open()
  bench.telegram.failNext('getUpdates', failing, failing)
  bench.telegram.push(bench.telegram.message({ id: 77 }, { text: 'a' }))
  await passingTime(bench.clock, () => bench.telegram.taken())
  expect(bench.received).toHaveLength(1)
  expect(bench.problems.some((one) => told.test(one))).toBe(true)
  expect(bench.problems.join()).not.toMatch(/AAAA/)
})

it('a token that is refused is said in a line that helps, and does not stop the desk', async () => {
  const bench = await open({ by: 'polling', token: '123456:a-token-that-is-none-aaaaaaa' })
  await untilTrue(bench, () => bench.problems.length > 0)
  expect(bench.problems).toEqual([expect.stringMatching(/refuses the token \(401\).*@BotFather/)])
  expect(bench.channel.health()).toMatchObject({ ok: false, reason: expect.stringMatching(/401/) })
})

it('of several processes one asks; another goes on when that one stops', async () => {
  const bench = await open()
  const { telegram } = bench
  await untilTrue(bench, () => telegram.calls('getUpdates').length > 0)
  const until = bench.clock.now() + 60_000
  expect(await bench.store.lease('telegram:polling', 'other', bench.clock.now(), until)).toBe(false)
  await bench.channel.stop()
  expect(await bench.store.lease('telegram:polling', 'other', bench.clock.now(), until)).toBe(true)
})
