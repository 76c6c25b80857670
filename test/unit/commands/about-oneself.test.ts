import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { allCommands } from '../../../src/inbox/commands/all.ts'
import { keysOf, openStaffDesk, type StaffDesk } from '../../support/staff-desk.ts'

const known = 'CP-20261123-0001'
const unknown = 'CP-20261123-0009'
let desk: StaffDesk

beforeEach(async () => {
  desk = await openStaffDesk()
  await desk.enrol('wang', 'admin', 'service', '王小明')
  await desk.enrol('zhao', 'admin', 'supervisors', '赵强')
})
afterEach(async () => desk[Symbol.asyncDispose]())

/** What a line comes to for the person, with one number in the place of the other. */
async function answered(line: string, more = {}): Promise<string> {
  return JSON.stringify(await desk.say('wang', line, more)).replaceAll(unknown, known)
}

describe('a ticket about the speaker', () => {
  const onTickets = allCommands.filter(({ on }) => on !== 'nothing').map(({ name }) => name)

  it.each(onTickets)('answers /%s as one that does not exist', async (name) => {
    await desk.ticket({ number: known, about: ['wang'], owner: 'zhao' })
    const words = `accept 1 王小明 2 2026-12-01 text`
    expect(await answered(`/${name} ${known} ${words}`)).toBe(
      await answered(`/${name} ${unknown} ${words}`),
    )
  })

  it('is not found by number, phone or order, not listed, not counted', async () => {
    await desk.ticket({ number: known, about: ['wang'], phone: '13812345678', order: 'A7' })
    for (const text of [known, '13812345678', 'A7']) {
      expect(keysOf(await desk.say('wang', `/find ${text}`))).toEqual(['desk.find.none'])
      expect(keysOf(await desk.say('zhao', `/find ${text}`))[0]).toBe('desk.find.title')
    }
    expect(keysOf(await desk.say('wang', '/list all'))).toEqual(['desk.list.none'])
    const counted = async (who: string) => JSON.stringify(await desk.say(who, '/stats'))
    expect(await counted('wang')).toContain('"opened":0')
    expect(await counted('zhao')).toContain('"opened":1')
  })

  it('is not what his next words are about, nor what an old message of it was', async () => {
    const ticket = await desk.ticket({ number: known })
    await desk.say('wang', `/card ${known}`)
    await desk.deps.desks.setCurrent('wang', ticket)
    desk.conceal(ticket, ['wang'])
    expect(keysOf(await desk.say('wang', '/history'))[0]).toBe('desk.which.ticket')
    expect(keysOf(await desk.say('wang', '/card', { about: ticket }))[0]).toBe('desk.which.ticket')
    expect(keysOf(await desk.say('wang', '/who'))).not.toContain('desk.who.current')
  })

  it('is told to a colleague alone where he would read it in the room', async () => {
    await desk.ticket({ number: known, about: ['wang'] })
    const room = { room: 'team:service' } as const
    const card = await desk.say('zhao', `/card ${known}`, room)
    expect(card).toMatchObject({ kind: 'answer', answer: { alone: true } })
    expect(keysOf(await desk.say('zhao', '/list', room))).toEqual(['desk.list.none'])
    const order = await desk.say('zhao', `/take ${known}`, room)
    expect(order).toMatchObject({ kind: 'event', event: { answerTo: 'staff:zhao' } })
    const elsewhere = await desk.say('zhao', `/card ${known}`, { room: 'team:supervisors' })
    expect(elsewhere).not.toHaveProperty('answer.alone')
  })

  it('does not let him write to its customer through the conversation', async () => {
    await desk.ticket({ number: known, about: ['wang'], customer: 'customer:web/li' })
    const words = '/reply conversation:web/li 我想当面谈谈'
    expect(keysOf(await desk.say('wang', words))).toEqual(['desk.refuse.ticket'])
    expect(keysOf(await desk.say('zhao', words))).toEqual(['conversation'])
  })
})

describe('who a ticket is about', () => {
  it('is said by names, and taken back by “not”', async () => {
    await desk.ticket({ number: known })
    const add = await desk.say('zhao', `涉及 ${known} 王小明`)
    expect(add).toMatchObject({
      event: { type: 'staff.concerned', add: [{ id: 'wang' }], lift: [] },
    })
    const lift = await desk.say('zhao', `/about ${known} not wang`)
    expect(lift).toMatchObject({ event: { type: 'staff.concerned', add: [], lift: ['wang'] } })
    expect(keysOf(await desk.say('zhao', `/about ${known} 李四`))[0]).toBe('desk.refuse.person')
  })
})
