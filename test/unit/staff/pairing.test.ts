import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pairStranger } from '../../../src/inbox/pair-stranger.ts'
import { makeCode, plainCode } from '../../../src/staff/one-time-code.ts'
import type { Pairing } from '../../../src/staff/pairing.ts'
import { countedRandom, monday, openStaffDesk, type StaffDesk } from '../../support/staff-desk.ts'

const day = 86_400_000
const phone = { channel: 'telegram', peer: '42' }
const other = { channel: 'telegram', peer: '43' }
let desk: StaffDesk
let pairing: Pairing

beforeEach(async () => {
  desk = await openStaffDesk()
  pairing = desk.deps.pairing as Pairing
})
afterEach(async () => desk[Symbol.asyncDispose]())

describe('the first admin', () => {
  it('comes in by the printed code, which works once', async () => {
    const code = await pairing.adminCode()
    expect(await pairing.pair(code!, phone)).toMatchObject({
      ok: true,
      person: { roles: ['admin'] },
    })
    expect(desk.deps.roster.find('telegram', '42')?.id).toBe('admin')
    expect(await pairing.pair(code!, other)).toEqual({ ok: false, silent: false })
    expect(await pairing.adminCode()).toBeUndefined()
  })

  it('gets a new code at each start until there is one, and the old one stops', async () => {
    const first = await pairing.adminCode()
    const second = await pairing.adminCode()
    expect(second).not.toBe(first)
    expect(await pairing.pair(first!, phone)).toMatchObject({ ok: false })
    expect(await pairing.pair(second!, phone)).toMatchObject({ ok: true })
  })

  it('gets a code that nobody can read in the store', async () => {
    const code = await pairing.adminCode()
    const stored = JSON.stringify(await desk.store.records(''))
    expect(stored).toContain('pairing:admin')
    expect(stored).not.toContain(code)
    expect(stored).not.toContain(plainCode(code!))
  })

  it('comes in once when two try the same code at once', async () => {
    const code = await pairing.adminCode()
    const results = await Promise.all([pairing.pair(code!, phone), pairing.pair(code!, other)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('comes in once more by the same message brought twice', async () => {
    const code = await pairing.adminCode()
    await pairing.pair(code!, phone)
    expect(await pairing.pair(code!, phone)).toMatchObject({ ok: true })
  })
})

describe('an admin who has no other way in', () => {
  it('comes in by a new code for a day, keeps his name, and the code before it stops', async () => {
    const first = await pairing.adminCode()
    const { code, until } = await pairing.newAdminCode()
    expect(until).toBe(monday + day)
    expect(await pairing.pair(first!, phone)).toMatchObject({ ok: false })
    expect(await pairing.pair(code, phone, { name: '王小明' })).toMatchObject({ ok: true })
    const again = await pairing.newAdminCode()
    const paired = await pairing.pair(again.code, other, { name: '别人' })
    expect(paired).toMatchObject({ ok: true, person: { id: 'admin', name: '王小明' } })
    expect(desk.deps.roster.find('telegram', '42')?.id).toBe('admin')
  })

  it('finds the code expired after that day', async () => {
    const { code } = await pairing.newAdminCode()
    desk.now = monday + day
    expect(await pairing.pair(code, phone)).toMatchObject({ ok: false })
  })
})

describe('an invitation', () => {
  it('lets its person in, with role, team and name, however the code is typed', async () => {
    await desk.enrol('ma', 'manager', 'management')
    const said = await desk.say('ma', '/invite wang 客服 service 王小明')
    expect(said).toMatchObject({ answer: { texts: [{ key: 'desk.invite.code' }] } })
    const { code } = await pairing.invite({
      id: 'wang',
      role: 'agent',
      team: 'service',
      name: '王小明',
    })
    const typed = code.toLowerCase().replace('-', ' ')
    expect(await pairStranger(`綁定 ${typed}`, phone, pairing)).toMatchObject({
      kind: 'answer',
      texts: [{ key: 'desk.pair.welcome' }, {}, {}],
      person: { id: 'wang', roles: ['agent'], team: 'service', name: '王小明' },
    })
  })

  it('is valid for seven days', async () => {
    const { code, until } = await pairing.invite({ id: 'wang', role: 'agent', team: 'service' })
    expect(until).toBe(monday + 7 * day)
    desk.now = until
    expect(await pairing.pair(code, phone)).toMatchObject({ ok: false })
    desk.now = until - 1
    expect(await pairing.pair(code, phone)).toMatchObject({ ok: true })
  })

  it('is replaced by a later one for the same person', async () => {
    const first = await pairing.invite({ id: 'wang', role: 'agent', team: 'service' })
    const second = await pairing.invite({ id: 'wang', role: 'agent', team: 'service' })
    expect(await pairing.pair(first.code, phone)).toMatchObject({ ok: false })
    expect(await pairing.pair(second.code, phone)).toMatchObject({ ok: true })
  })

  it('adds a place for somebody who is here', async () => {
    await desk.enrol('wang', 'agent')
    await desk.say('wang', '/invite wang')
    const { code } = await pairing.invite({ id: 'wang' })
    await pairing.pair(code, phone)
    expect(desk.deps.roster.get('wang')?.addresses).toContainEqual(phone)
    expect(desk.deps.roster.get('wang')?.roles).toEqual(['agent'])
  })

  it('lets nobody make somebody who may do more than himself', async () => {
    await desk.enrol('su', 'supervisor', 'supervisors')
    await desk.enrol('ma', 'manager', 'management')
    const refused = { answer: { texts: [{ key: 'desk.refuse.mayNotInvite' }, {}, {}, {}] } }
    expect(await desk.say('su', '/invite x admin management')).toMatchObject(refused)
    expect(await desk.say('su', '/invite su manager management')).toMatchObject(refused)
    expect(await desk.say('su', '/invite ma agent service')).toMatchObject(refused)
    expect(await desk.say('su', '/invite ma')).toMatchObject(refused)
    expect(await desk.say('ma', '/invite x admin management')).toMatchObject(refused)
    expect(await desk.say('su', '/invite x 处理人 质量部')).toMatchObject({
      answer: { texts: [{ key: 'desk.invite.code' }] },
    })
  })
})

describe('a stranger', () => {
  it('is a customer unless he gives a code', async () => {
    for (const text of [
      '你好',
      '/take CP-20261121-0007',
      '/help',
      '绑定',
      '绑定 手机号',
      '绑定手机号怎么弄',
      '/pair',
    ]) {
      expect(await pairStranger(text, phone, pairing), text).toEqual({ kind: 'customer' })
    }
  })

  it('hears of a wrong code five times, then is answered as any customer', async () => {
    const wrong = '/pair AAAAA-AAAAA'
    for (let n = 0; n < 5; n++) {
      expect(await pairStranger(wrong, phone, pairing)).toMatchObject({
        kind: 'answer',
        texts: [{ key: 'desk.pair.wrong' }],
      })
    }
    expect(await pairStranger(wrong, phone, pairing)).toEqual({ kind: 'customer' })
    const code = await pairing.adminCode()
    expect(await pairStranger(`/pair ${code}`, phone, pairing)).toEqual({ kind: 'customer' })
    expect(await pairStranger(wrong, other, pairing)).toMatchObject({ kind: 'answer' })
    desk.now += day
    expect(await pairStranger(`/pair ${code}`, phone, pairing)).toMatchObject({ kind: 'answer' })
  })
})

describe('a code', () => {
  it('has ten signs that are not mistaken for others', () => {
    const random = countedRandom()
    for (let n = 0; n < 50; n++)
      expect(makeCode(random)).toMatch(/^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/)
  })
})
