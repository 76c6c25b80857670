import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VirtualClock } from '../../src/clock/virtual.ts'
import type { TicketView } from '../../src/domain/ticket.ts'
import { home, member, readEvents, type WebBench, webBench } from '../support/web-desk.ts'

const start = Date.parse('2026-11-23T09:00:00+08:00')
const day = 24 * 3_600_000

let clock: VirtualClock
let bench: WebBench
beforeEach(async () => {
  clock = new VirtualClock(start)
  bench = await webBench(clock)
  bench.people.set('wang', member('wang', { name: '王小明' }))
  bench.people.set('boss', member('boss', { roles: ['manager'], team: 'management' }))
})
afterEach(() => bench[Symbol.asyncDispose]())

function post(path: string, form: Record<string, string>, Cookie = '') {
  return bench.request(path, {
    method: 'POST',
    headers: { Origin: home, Cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  })
}

async function signIn(id: string): Promise<string> {
  const answer = await post('/desk/pair', { name: id, code: `code-${id}` })
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/desk'])
  return answer.headers.get('Set-Cookie')!.split(';')[0]!
}

const get = (path: string, Cookie = '') => bench.request(path, { headers: { Cookie } })

function view(number: string, more: Partial<TicketView> = {}): TicketView {
  return {
    number,
    state: 'received',
    unconfirmed: false,
    notReached: false,
    category: 'quality',
    level: 2,
    department: null,
    owner: null,
    customer: 'customer:web/ab',
    name: '李小明',
    phone: '13812345678',
    email: 'li.ming@example.com',
    order: null,
    product: '<img src=x onerror=alert(1)>',
    openedAt: start,
    promisedAt: start + 5 * day,
    dueAt: start + day,
    needBy: null,
    takenAt: null,
    answeredAt: null,
    closedAt: null,
    score: null,
    granted: 0,
    about: [],
    ...more,
  }
}

async function ticket(shown: TicketView): Promise<void> {
  const record = { chart: 'ticket@1', snapshot: {}, lines: 1 }
  const lines = [{ seq: 1, at: start, by: 'staff:wang', text: '<b>接单</b>' }]
  const commit = { record, letters: [], cancels: [], lines, view: shown }
  await bench.store.commit({ actor: `ticket:${shown.number}`, revision: 0, commit }, start)
}

describe('the privacy notice', () => {
  it.each([
    ['zh-CN', '我们从不索要什么', '至少保存三年'],
    ['zh-TW', '我們絕不索取哪些資料', '至少保存三年'],
    ['en', 'What we never ask for', 'at least three years'],
  ])('tells in %s what is kept, for how long, and whom to ask', async (lang, never, term) => {
    const notice = await (await get(`/privacy?lang=${lang}`)).text()
    for (const words of [`lang="${lang}"`, never, term, '400-000-0000']) {
      expect(notice).toContain(words)
    }
    expect(notice).not.toMatch(/<(script|button|form)/)
  })

  it('is linked from the customers’ page and the staff’s entrance', async () => {
    for (const path of ['/', '/desk'])
      expect(await (await get(path)).text()).toContain('href="/privacy"')
  })
})

describe('a stranger', () => {
  it('sees the entrance and nothing else', async () => {
    const entrance = await get('/desk')
    expect([entrance.status, await entrance.text()]).toEqual([
      200,
      expect.stringContaining('邀请码'),
    ])
    for (const path of [
      '/desk/rooms/team/service',
      '/desk/rooms/team/service/lines',
      '/desk/tickets',
      '/desk/tickets/CP-1',
      '/desk/events?room=team/service',
      '/desk/no-such-page',
    ]) {
      const answer = await get(path)
      expect([path, answer.status, await answer.text()]).toEqual([path, 404, '没有这个页面'])
    }
  })

  it('does not get in with a wrong code, and not by trying many', async () => {
    const wrong = await post('/desk/pair', { name: 'x', code: 'guess' })
    expect([wrong.status, wrong.headers.get('Set-Cookie')]).toEqual([403, null])
    for (let n = 0; n < 12; n++) await post('/desk/pair', { name: 'x', code: `guess ${n}` })
    const right = await post('/desk/pair', { name: 'x', code: 'code-wang' })
    expect(right.status).toBe(403)
    clock.moveTo(start + 60_000)
    await signIn('wang')
  })

  it('cannot be made to enter by another site', async () => {
    const answer = await bench.request('/desk/pair', {
      method: 'POST',
      headers: { Origin: 'http://evil.example' },
      body: new URLSearchParams({ name: 'x', code: 'code-wang' }),
    })
    expect([answer.status, answer.headers.get('Set-Cookie')]).toEqual([404, null])
  })

  it('is not shown tags he puts into the address', async () => {
    const page = await (await get('/desk/pair?code="><script>alert(1)</script>')).text()
    expect(page).not.toContain('<script>alert')
  })
})

describe('a session', () => {
  it('begins with a code, in a cookie no script and no other site gets', async () => {
    const answer = await post('/desk/pair', { name: 'wang', code: 'code-wang' })
    const cookie = answer.headers.get('Set-Cookie')!
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    const name = cookie.split(/[=;]/)[1]!
    expect(JSON.stringify(await bench.store.records(''))).not.toContain(name)
  })

  it('begins with a link only when its button is pressed', async () => {
    const page = await get('/desk/enter?link=link-wang')
    expect([page.status, page.headers.get('Set-Cookie')]).toEqual([200, null])
    const answer = await post('/desk/enter', { link: 'link-wang' })
    expect(answer.status).toBe(303)
    expect((await post('/desk/enter', { link: 'used' })).status).toBe(403)
  })

  it('lasts while it is used and ends after thirty idle days', async () => {
    const cookie = await signIn('wang')
    for (const days of [20, 40]) {
      clock.moveTo(start + days * day)
      expect((await get('/desk/tickets', cookie)).status).toBe(200)
    }
    clock.moveTo(start + 71 * day)
    expect((await get('/desk/tickets', cookie)).status).toBe(404)
  })

  it('ends by signing out, and when the person has left', async () => {
    const [first, second] = [await signIn('wang'), await signIn('wang')]
    await post('/desk/leave', {}, first)
    expect((await get('/desk/tickets', first)).status).toBe(404)
    expect((await get('/desk/tickets', second)).status).toBe(200)
    bench.people.delete('wang')
    expect((await get('/desk/tickets', second)).status).toBe(404)
  })
})

describe('rooms', () => {
  it('are the own team’s and the own talk; all teams’ for who answers for all', async () => {
    const [wang, boss] = [await signIn('wang'), await signIn('boss')]
    const status = async (room: string, cookie: string) =>
      (await get(`/desk/rooms/${room}`, cookie)).status
    expect(await status('team/service', wang)).toBe(200)
    expect(await status('staff/wang', wang)).toBe(200)
    expect(await status('team/quality', wang)).toBe(404)
    expect(await status('staff/boss', wang)).toBe(404)
    expect(await status('team/quality', boss)).toBe(200)
    expect(await status('staff/wang', boss)).toBe(404)
  })

  it('take commands, presses and answers to cards, each once', async () => {
    const Cookie = await signIn('wang')
    const write = (body: object) =>
      bench.request('/desk/rooms/team/service/messages', {
        method: 'POST',
        headers: { Cookie, Origin: home, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
    expect((await write({ id: 'a', text: '/list' })).status).toBe(202)
    expect((await write({ id: 'b', press: '/take CP-1', replyTo: 'ticket:1@1#0' })).status).toBe(
      202,
    )
    expect((await write({ id: 'c' })).status).toBe(400)
    const from = { channel: 'web', peer: 'staff/wang', room: 'service' }
    expect(bench.received).toMatchObject([
      { ...from, key: 'staff/wang:a', text: '/list' },
      { ...from, key: 'staff/wang:b', press: '/take CP-1', replyTo: 'ticket:1@1#0' },
    ])
    expect(bench.received[1]).not.toHaveProperty('text')
  })

  it('bring what is said, and tell of the other rooms and the tickets', async () => {
    const cookie = await signIn('boss')
    await bench.web.sendToRoom!('quality', { text: 'one' }, 'ticket:1@1#0')
    const events = await readEvents(await get('/desk/events?room=team/quality', cookie), 10)
    expect(events[0]).toMatchObject({ event: 'line', id: '1', data: { text: 'one', by: 'bot' } })
    expect(events).toContainEqual({ event: 'room', data: { room: 'team/quality', lines: 1 } })
    expect(events.at(-1)).toEqual({ event: 'tickets', data: {} })
  })
})

describe('tickets', () => {
  it('are listed most urgent first, and found by their owner', async () => {
    await ticket(view('CP-1', { dueAt: start + 2 * day }))
    await ticket(view('CP-2', { dueAt: start - day, owner: 'wang' }))
    await ticket(view('CP-3', { state: 'closed', dueAt: null, closedAt: start }))
    const cookie = await signIn('wang')
    const numbers = async (show: string) =>
      [
        ...(await (await get(`/desk/tickets?show=${show}`, cookie)).text()).matchAll(/>(CP-\d)</g),
      ].map(([, number]) => number)
    expect(await numbers('open')).toEqual(['CP-2', 'CP-1'])
    expect(await numbers('mine')).toEqual(['CP-2'])
    expect(await numbers('late')).toEqual(['CP-2'])
    expect(await numbers('ended')).toEqual(['CP-3'])
  })

  it('of other departments are not shown to a handler, neither listed nor by number', async () => {
    await ticket(view('CP-1', { department: 'quality' }))
    await ticket(view('CP-2', { department: 'logistics' }))
    bench.people.set('qi', member('qi', { roles: ['handler'], team: 'quality' }))
    const cookie = await signIn('qi')
    const list = await (await get('/desk/tickets', cookie)).text()
    expect([list.includes('CP-1'), list.includes('CP-2')]).toEqual([true, false])
    expect(await (await get('/desk/tickets/CP-2', cookie)).text()).not.toContain('李**')
  })

  it('about somebody are shown to everybody but him: list, card, files, and what rooms say of them', async () => {
    await ticket(view('CP-1', { about: ['boss'] }))
    const about = 'ticket:CP-1'
    await bench.web.sendToRoom!('service', { text: '新投诉', about }, 'ticket:CP-1@1#0')
    await bench.say('room:team/service', { by: 'staff:wang', text: '接单 CP-1' })
    await bench.web.sendToRoom!('service', { text: '早上好' }, 'x@1#0')
    const [wang, boss] = [await signIn('wang'), await signIn('boss')]
    const seen = async (path: string, cookie: string) => (await get(path, cookie)).text()
    const lines = '/desk/rooms/team/service/lines'
    for (const path of ['/desk/tickets', '/desk/tickets/CP-1', lines]) {
      expect(await seen(path, wang), path).toContain('CP-1')
      expect(await seen(path, boss), path).not.toContain('>CP-1<')
    }
    expect(await seen(lines, boss)).toContain('早上好')
    expect(await seen(lines, boss)).not.toMatch(/新投诉|CP-1/)
    expect(await seen('/desk/tickets/CP-1', boss)).toBe(await seen('/desk/tickets/CP-9', boss))
    const events = await readEvents(await get('/desk/events?room=team/service', boss), 4)
    expect(JSON.stringify(events)).not.toContain('CP-1')
  })

  it('show a card with personal data masked, people’s words as words, and the history', async () => {
    await ticket(view('CP-1'))
    const card = await (await get('/desk/tickets/CP-1', await signIn('wang'))).text()
    expect(card).toContain('李**')
    expect(card).toContain('138****5678')
    expect(card).not.toMatch(/13812345678|li\.ming|<img|<b>接单/)
    expect(card).toContain('王小明')
    expect(card).toContain('data-command="/take CP-1"')
  })

  it('change on the page when a card comes in', async () => {
    const cookie = await signIn('wang')
    const stream = await get('/desk/events?room=team/service', cookie)
    const reading = readEvents(stream, 5)
    await bench.web.sendToRoom!('service', { text: 'new' }, 'ticket:1@1#0')
    const names = (await reading).map(({ event }) => event)
    expect(names.filter((name) => name === 'tickets').length).toBeGreaterThan(0)
    expect(names).toContain('line')
  })
})
