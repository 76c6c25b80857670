import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { channelAndPeer } from '../../src/domain/actor.ts'
import { readEvents, type WebBench, webBench } from '../support/web-desk.ts'

let bench: WebBench
beforeEach(async () => {
  bench = await webBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

async function open(): Promise<string> {
  const answer = await bench.request('/api/conversations', { method: 'POST' })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { token: string }).token
}

async function peerOf(token: string): Promise<string> {
  return channelAndPeer((await bench.web.visitors.customerOf(token))!)[1]
}

describe('receiving', () => {
  const events = async (token: string, headers: Record<string, string> = {}) =>
    bench.request(`/api/conversations/${token}/events`, { headers })

  it('brings every line once, in order, with its number, and wakes when the desk speaks', async () => {
    const token = await open()
    const peer = await peerOf(token)
    const actor = `conversation:web/${peer}` as const
    await bench.say(
      actor,
      { by: 'customer', key: `${peer}:m1`, text: '漏水' },
      { by: 'bot', text: '我在听' },
    )
    const stream = readEvents(await events(token), 3)
    await bench.say(actor, {
      by: 'bot',
      text: '什么时候买的',
      buttons: [{ id: 'b', label: '今天' }],
    })
    expect(await bench.web.send(peer, { text: '什么时候买的' }, `${actor}@2#0`)).toMatchObject({
      ok: true,
    })
    expect(await stream).toMatchObject([
      {
        event: 'line',
        id: '1',
        data: { seq: 1, by: 'customer', mine: true, id: 'm1', text: '漏水' },
      },
      { event: 'line', id: '2', data: { seq: 2, by: 'bot', mine: false } },
      { event: 'line', id: '3', data: { buttons: [{ id: 'b', label: '今天' }] } },
    ])
  })

  it('goes on after the last line seen, without loss or doubles', async () => {
    const token = await open()
    const actor = `conversation:web/${await peerOf(token)}` as const
    const lines = Array.from({ length: 450 }, (_, n) => ({ by: 'bot', text: `line ${n + 1}` }))
    await bench.say(actor, ...lines)
    const seen = await readEvents(await events(token), 120)
    const rest = await readEvents(
      await events(token, { 'Last-Event-ID': seen.at(-1)!.id! }),
      450 - seen.length,
    )
    expect([...seen, ...rest].map(({ data }) => data.text)).toEqual(lines.map(({ text }) => text))
  })

  it('reads single pages of lines, newest first asked', async () => {
    const token = await open()
    const lines = Array.from({ length: 10 }, (_, n) => ({ by: 'bot', text: String(n + 1) }))
    await bench.say(`conversation:web/${await peerOf(token)}`, ...lines)
    const read = async (query: string) => {
      const answer = await bench.request(`/api/conversations/${token}/lines?${query}`)
      return ((await answer.json()) as { lines: { text: string }[] }).lines.map(({ text }) => text)
    }
    expect(await read('limit=3')).toEqual(['8', '9', '10'])
    expect(await read('before=8&limit=3')).toEqual(['5', '6', '7'])
    expect(await read('after=8')).toEqual(['9', '10'])
    expect(await read('before=2&limit=3')).toEqual(['1'])
  })

  it('shows nothing internal, and words harmlessly', async () => {
    const token = await open()
    await bench.say(
      `conversation:web/${await peerOf(token)}`,
      { by: 'system', what: { key: 'ticket.secret' } },
      { by: 'staff:wang.xiaoming', text: '您好\u202e反转\u0000\u001b[31m', about: 'ticket:1' },
    )
    const answer = await bench.request(`/api/conversations/${token}/lines`)
    const body = await answer.text()
    expect(body).not.toMatch(/wang|secret|ticket/)
    expect(JSON.parse(body).lines).toMatchObject([{ by: 'staff', text: '您好反转[31m' }])
  })
})
