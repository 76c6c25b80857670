import pino from 'pino'
import { expect, it } from 'vitest'
import { readBook } from '../../src/book.ts'
import { PushedClock } from '../../src/clock/pushed.ts'
import { openWebDesk } from '../../src/web-desk.ts'
import { tempFolder } from '../support/store-folder.ts'

const monday = Date.parse('2026-11-23T10:00:00+08:00')
const token = 'a-token-of-twenty-signs'
const here = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }
const elsewhere = { incoming: { socket: { remoteAddress: '10.0.0.9' } } }

/** A desk, and who asks it for its metrics from where. */
async function measuredDesk(env: Record<string, string>) {
  const folder = await tempFolder()
  const clock = new PushedClock(monday)
  const { desk, pages } = await openWebDesk({
    book: readBook({ env, now: monday }),
    folder: folder.path,
    log: pino({ level: 'silent' }),
    demo: clock,
  })
  await desk.app.start()
  return {
    desk,
    clock,
    ask: async (headers: Record<string, string> = {}, from: object = here) =>
      pages.request('/metrics', { headers }, from),
    async [Symbol.asyncDispose]() {
      await desk.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

it('the metrics are for this machine, and for who shows the token; a proxy is neither', async () => {
  await using desk = await measuredDesk({ METRICS_TOKEN: token, BEHIND_PROXY: 'no' })
  const { ask } = desk
  expect((await ask()).status).toBe(200)
  expect((await ask({}, elsewhere)).status).toBe(401)
  expect((await ask({ 'X-Forwarded-For': '127.0.0.1' })).status).toBe(401)
  expect((await ask({ Authorization: `Bearer ${token}` }, elsewhere)).status).toBe(200)
  expect((await ask({ Authorization: 'Bearer wrong' }, elsewhere)).status).toBe(401)
})

it('without a token nobody else is let in', async () => {
  await using desk = await measuredDesk({ METRICS_TOKEN: '', BEHIND_PROXY: 'no' })
  expect((await desk.ask({ Authorization: 'Bearer ' }, elsewhere)).status).toBe(401)
  expect((await desk.ask({ Authorization: 'Bearer undefined' }, elsewhere)).status).toBe(401)
})

it('a complaint leaves figures, and no word of it or of who made it', async () => {
  await using bench = await measuredDesk({})
  const { desk, clock } = bench
  const says = async (text: string) => {
    const at = clock.now()
    await desk.app.receive({ key: `${at}`, channel: 'web', peer: 'limei-8613', at, text })
    await desk.app.passTime(clock, at + 30_000)
  }
  await says('我要投诉')
  await says('电饭煲用了两天就坏了，我要换一台')
  await says('直接提交')
  const text = await (await bench.ask()).text()
  expect(text).toMatch(/^redress_messages_total{channel="web",receipt="accepted"} 3$/m)
  expect(text).toMatch(/^redress_turns_total{actor="ticket",outcome="done"} [1-9]/m)
  expect(text).toMatch(/^redress_handovers_total{to="customer",outcome="delivered"} [1-9]/m)
  expect(text).toMatch(/^redress_letter_delay_seconds_count{to="team"} [1-9]/m)
  expect(text).toMatch(/^redress_store_seconds_count{operation="commit"} [1-9]/m)
  expect(text).toMatch(/^redress_tickets_open{state="received"} 1$/m)
  expect(text).toMatch(/^redress_store_up 1$/m)
  expect(text).toMatch(/^redress_letters_late 0$/m)
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m)
  expect(text).not.toMatch(/limei|电饭煲|CP-\d/)
})
