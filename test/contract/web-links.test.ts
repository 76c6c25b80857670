import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VirtualClock } from '../../src/clock/virtual.ts'
import { type CustomerAddress, conversationOf } from '../../src/domain/actor.ts'
import { home, type WebBench, webBench } from '../support/web-desk.ts'

const day = 24 * 3_600_000
let bench: WebBench
let clock: VirtualClock
beforeEach(async () => {
  clock = new VirtualClock(Date.parse('2026-11-23T10:00:00+08:00'))
  bench = await webBench(clock)
})
afterEach(() => bench[Symbol.asyncDispose]())

/** A customer with something said, and the address of his private link. */
async function customer() {
  const opened = await bench.request('/api/conversations', { method: 'POST' })
  const { token, lines, messages } = (await opened.json()) as Record<string, string>
  const customer = await bench.web.visitors.customerOf(token!)
  await bench.say(conversationOf(customer!), { by: 'bot', text: '单号 CP-20261123-0001' })
  const made = await bench.request(`${messages!.replace('/messages', '/links')}`, {
    method: 'POST',
  })
  expect(made.status).toBe(201)
  return { lines: lines!, ...((await made.json()) as { url: string; qr: string; until: string }) }
}

/** Follows the link on another device: the answer to the button, and the cookie it gives. */
async function follow(url: string, headers: Record<string, string> = { Origin: home }) {
  const link = new URL(url).searchParams.get('link') ?? ''
  const body = new URLSearchParams({ link })
  const answer = await bench.request('/continue', { method: 'POST', body, headers })
  return { answer, cookie: answer.headers.get('set-cookie')?.split(';')[0] }
}

describe('a private link', () => {
  it('opens the same conversation on another device, after a button that says so', async () => {
    const { url, qr } = await customer()
    expect(url).toMatch(/^http:\/\/desk\.example\/continue\?link=[\w-]{43}$/)
    expect(qr).toContain('<svg')
    const page = await bench.request(url.slice(home.length))
    expect(await page.text()).not.toContain('CP-20261123-0001')
    const { answer, cookie } = await follow(url)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
    const lines = await bench.request('/api/conversations/mine/lines', {
      headers: { Cookie: cookie! },
    })
    expect(JSON.stringify(await lines.json())).toContain('CP-20261123-0001')
  })

  it('opens nothing once its time is over', async () => {
    const { url, until } = await customer()
    expect(Date.parse(until) - clock.now()).toBe(30 * day)
    clock.moveTo(clock.now() + 30 * day)
    expect((await bench.request(url.slice(home.length))).status).toBe(404)
    expect(await follow(url)).toMatchObject({ answer: { status: 404 }, cookie: undefined })
  })

  it('is forgotten once its time is over, and not before', async () => {
    await customer()
    const kept = () => bench.store.records('web-link:')
    await bench.web.prune!(clock.now() + 30 * day - 1)
    expect(await kept()).toHaveLength(1)
    await bench.web.prune!(clock.now() + 30 * day)
    expect(await kept()).toHaveLength(0)
  })

  it('opens nothing once the talk it opened is erased', async () => {
    const { url } = await customer()
    const others = await customer()
    const [mine] = await bench.store.records('web-link:')
    const { customer: erased } = mine!.value as { customer: CustomerAddress }
    await bench.web.forgetAbout!(conversationOf(erased))
    const states = await Promise.all(
      [url, others.url].map(async (one) => (await follow(one)).answer.status),
    )
    expect(states.sort()).toEqual([303, 404])
  })

  it('cannot be guessed, and is not taken from a page of another site', async () => {
    const { url } = await customer()
    expect((await bench.request(`/continue?link=${'A'.repeat(43)}`)).status).toBe(404)
    const { cookie } = await follow(url, { Origin: 'https://evil.example' })
    expect(cookie).toBeUndefined()
  })

  it('is kept only as its hash', async () => {
    const { url } = await customer()
    const secret = new URL(url).searchParams.get('link')!
    expect(JSON.stringify(await bench.store.records('web-link:'))).not.toContain(secret)
  })
})
