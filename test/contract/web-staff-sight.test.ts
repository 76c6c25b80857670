import { afterEach, beforeEach, expect, it } from 'vitest'
import { home, member, type WebBench, webBench } from '../support/web-desk.ts'

let bench: WebBench
beforeEach(async () => {
  bench = await webBench()
  bench.people.set('wang', member('wang'))
  bench.people.set('audit', member('audit', { roles: ['auditor'] }))
})
afterEach(() => bench[Symbol.asyncDispose]())

async function signIn(id: string) {
  const entering = await bench.request('/desk/pair', {
    method: 'POST',
    headers: { origin: home, 'content-type': 'application/x-www-form-urlencoded' },
    body: `name=x&code=code-${id}`,
  })
  return entering.headers.get('set-cookie')!.split(';')[0]!
}

async function show(id: string, line: unknown, room = 'team/service') {
  const { status } = await bench.request(`/desk/rooms/${room}/seen`, {
    method: 'POST',
    headers: { cookie: await signIn(id), origin: home, 'content-type': 'application/json' },
    body: JSON.stringify({ line }),
  })
  return status
}

const alert = (letter: `${string}@${number}#${number}`) =>
  bench.web.sendToRoom!('service', { text: '【新投诉】' }, letter)

it('tells once whose lines were shown, and of none that came later', async () => {
  await alert('ticket:1@1#0')
  await alert('conversation:web/li@4#2')
  await alert('ticket:2@1#0')
  expect(await show('wang', 2)).toBe(204)
  expect(bench.seen.map(({ actor }) => actor)).toEqual(['ticket:1', 'conversation:web/li'])
  await show('wang', 2)
  await show('wang', 3)
  expect(bench.seen.map(({ actor }) => actor).slice(2)).toEqual(['ticket:2'])
})

it('counts nobody who only audits, and no room that is not his', async () => {
  await alert('ticket:1@1#0')
  expect(await show('audit', 1)).toBe(204)
  expect(await show('wang', 1, 'team/management')).toBe(404)
  expect(await show('wang', 'all')).toBe(404)
  expect(bench.seen).toEqual([])
})
