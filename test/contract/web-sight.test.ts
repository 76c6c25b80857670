import { afterEach, beforeEach, expect, it } from 'vitest'
import { conversationOf } from '../../src/domain/actor.ts'
import { type WebBench, webBench } from '../support/web-desk.ts'

let bench: WebBench
beforeEach(async () => {
  bench = await webBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

it('tells once that a page has shown what waits for an answer, and nothing before', async () => {
  const { customer, token } = await bench.web.visitors.open()
  const conversation = conversationOf(customer)
  await bench.say(
    conversation,
    { by: 'bot', text: '您好' },
    { by: 'bot', text: '方案', buttons: [{ id: 'opinion:CP-1:1:accept:0', label: '同意' }] },
  )
  expect(bench.sights).toEqual([])
  for (let times = 0; times < 2; times++) {
    expect((await bench.request(`/api/conversations/${token}/lines`)).status).toBe(200)
  }
  expect(bench.sights).toEqual([{ conversation, number: 'CP-1', seq: 2 }])
})
