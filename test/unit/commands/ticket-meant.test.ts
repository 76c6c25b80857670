import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { buttonsOf, keysOf, openStaffedDesk, type StaffDesk } from '../../support/staff-desk.ts'

const cp = (n: number) => `CP-20261123-000${n}`
const service = { room: 'team:service' } as const
let desk: StaffDesk

beforeEach(async () => {
  desk = await openStaffedDesk()
})
afterEach(async () => desk[Symbol.asyncDispose]())

describe('the ticket meant', () => {
  it('is the one named last, also after an implicit command', async () => {
    const first = await desk.ticket({ number: cp(1) })
    const second = await desk.ticket({ number: cp(2) })
    await desk.say('wang', `/take ${cp(1)}`)
    await desk.say('wang', 'just words', { about: second })
    expect(await desk.say('wang', '/note hello')).toMatchObject({ ticket: first })
    await desk.say('wang', '/card 2')
    expect(await desk.say('wang', '/note hello')).toMatchObject({ ticket: second })
  })

  it('stays the same for a message that comes twice, although its sender has gone on', async () => {
    const first = await desk.ticket({ number: cp(1) })
    await desk.ticket({ number: cp(2) })
    await desk.say('wang', `/take ${cp(1)}`)
    const key = 'terminal/again'
    await desk.say('wang', '/note hello', { key })
    await desk.say('wang', `/take ${cp(2)}`)
    expect(await desk.say('wang', '/note hello', { key })).toMatchObject({ ticket: first })
  })

  it('is today’s by its last part, else the only open one', async () => {
    const old = await desk.ticket({ number: 'CP-20261120-0007' })
    expect(await desk.say('wang', '/take 7')).toMatchObject({ ticket: old })
    const today = await desk.ticket({ number: cp(7) })
    expect(await desk.say('wang', '/take 7')).toMatchObject({ ticket: today })
    await desk.ticket({ number: 'CP-20261119-0005' })
    await desk.ticket({ number: 'CP-20261118-0005' })
    expect(keysOf(await desk.say('wang', '/take 5'))).toEqual(['desk.refuse.ticket'])
  })

  it('is asked for where none is at hand, offering one’s own', async () => {
    await desk.ticket({ number: cp(1), owner: 'wang' })
    await desk.ticket({ number: cp(2), owner: 'ma' })
    const outcome = await desk.say('wang', '/done new one sent')
    expect(keysOf(outcome)[0]).toBe('desk.which.ticket')
    expect(buttonsOf(outcome)).toEqual([`/done ${cp(1)} new one sent`])
  })

  it('is the only one that waits for the command', async () => {
    const ticket = await desk.ticket({ number: cp(1), state: 'received', owner: null })
    await desk.ticket({ number: cp(2), owner: 'ma' })
    expect(await desk.say('wang', '接单', service)).toMatchObject({
      ticket,
      event: { type: 'staff.took' },
    })
    expect(await desk.say('ma', '/note 已查')).toMatchObject({ event: { type: 'staff.noted' } })
  })

  it('is asked for where several wait for the command', async () => {
    await desk.ticket({ number: cp(1), state: 'received', owner: null })
    await desk.ticket({ number: cp(2), state: 'received', owner: null })
    const outcome = await desk.say('wang', '接单', service)
    expect(keysOf(outcome)).toEqual(['desk.which.ticket'])
    expect(buttonsOf(outcome)).toHaveLength(2)
  })

  it('is the one named last, of any day, where its number ends so', async () => {
    const old = 'CP-20261101-0009'
    const ticket = await desk.ticket({ number: old, state: 'closed' })
    expect(keysOf(await desk.say('wang', '/take 9'))).toEqual(['desk.refuse.ticket'])
    await desk.say('wang', `/card ${old}`)
    expect(await desk.say('wang', '/reopen 9 又坏了')).toMatchObject({ ticket })
  })

  it('is asked for where a bare number may belong to the words', async () => {
    const first = await desk.ticket({ number: cp(1) })
    await desk.ticket({ number: cp(3) })
    await desk.say('wang', '/card 1')
    const outcome = await desk.say('wang', '/note 3 boxes broken')
    expect(keysOf(outcome)).toEqual(['desk.which.ofTwo'])
    expect(buttonsOf(outcome)).toEqual([
      `/note ${cp(3)} boxes broken`,
      `/note ${cp(1)} 3 boxes broken`,
    ])
    expect(await desk.say('wang', '/note 4 boxes broken')).toMatchObject({
      ticket: first,
      event: { text: '4 boxes broken' },
    })
  })
})

describe('an answer to a message about a ticket', () => {
  test.each(['1', '接', '我来', 'ok', 'OK!', 'take', '接單'])('takes it: %s', async (text) => {
    const about = await desk.ticket({ number: cp(1) })
    expect(await desk.say('wang', text, { about, ...service })).toMatchObject({
      kind: 'event',
      ticket: about,
      event: { type: 'staff.took' },
    })
  })

  it('approves where a signature is waited for and the speaker may sign', async () => {
    const about = await desk.ticket({ number: cp(1), state: 'awaiting approval' })
    const event = { type: 'staff.approved' }
    expect(await desk.say('ma', '同意', { about })).toMatchObject({ event })
    expect(await desk.say('wang', '同意', { about })).toMatchObject({
      event: { type: 'staff.noted', text: '同意' },
    })
  })

  it('is a command where it reads as one, else a note', async () => {
    const about = await desk.ticket({ number: cp(1) })
    expect(await desk.say('wang', '定性 成立', { about })).toMatchObject({
      event: { type: 'staff.judged', verdict: 'founded' },
    })
    expect(await desk.say('wang', '仓库说明天到', { about })).toMatchObject({
      event: { type: 'staff.noted', text: '仓库说明天到' },
    })
  })

  it('speaks to a customer without a ticket only when told to', async () => {
    const about = 'conversation:web/li' as const
    const words = await desk.say('wang', '您好，请问怎么了', { about })
    expect(buttonsOf(words)).toEqual(['/reply conversation:web/li 您好，请问怎么了'])
    expect(await desk.say('wang', buttonsOf(words)[0]!)).toMatchObject({
      kind: 'conversation',
      conversation: about,
      event: { type: 'staff.said', by: 'wang', text: '您好，请问怎么了', takesOver: true },
    })
    expect(await desk.say('wang', '交还', { about })).toMatchObject({
      kind: 'conversation',
      event: { type: 'staff.handed back', by: 'wang' },
    })
    for (const words of ['/take', '我来', '接单']) {
      expect(await desk.say('wang', words, { about })).toMatchObject({
        conversation: about,
        event: { type: 'staff.took call', by: 'wang', post: 'agent', answerTo: 'staff:wang' },
      })
    }
    expect(keysOf(await desk.say('wang', '/verdict founded x', { about }))).toEqual([
      'desk.refuse.noTicketYet',
    ])
  })
})
