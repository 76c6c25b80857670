import { afterEach, beforeEach, expect, it } from 'vitest'
import { keysOf, openStaffDesk, type StaffDesk } from '../../support/staff-desk.ts'

let desk: StaffDesk
const group = { channel: 'telegram', peer: '-1009' }
beforeEach(async () => {
  desk = await openStaffDesk()
  await desk.enrol('wang', 'agent', 'service', '王小明')
  await desk.enrol('zhao', 'supervisor', 'supervisors', '赵敏')
})
afterEach(async () => desk[Symbol.asyncDispose]())

it('a leader makes a group a team’s room, hears whose it is, and gives it back', async () => {
  const bound = await desk.say('zhao', '/room service', { group })
  expect(keysOf(bound)).toEqual(['desk.room.bound'])
  expect(desk.deps.rooms.on('telegram', 'service')).toEqual(['-1009'])
  const inIt = { group, room: 'team:service' } as const
  expect(keysOf(await desk.say('zhao', '班组群', inIt))).toEqual(['desk.room.bound'])
  expect(keysOf(await desk.say('zhao', '班组群 无', inIt))).toEqual(['desk.room.nobodys'])
  expect(desk.deps.rooms.on('telegram', 'service')).toEqual([])
})

it('an agent may not, nor anybody outside a group or in a room of the page', async () => {
  expect(keysOf(await desk.say('wang', '/room service', { group }))).toEqual(['desk.refuse.right'])
  expect(keysOf(await desk.say('zhao', '/room service'))[0]).toBe('desk.refuse.noGroup')
  const page = { group: { channel: 'web', peer: 'service' }, room: 'team:service' } as const
  expect(keysOf(await desk.say('zhao', '/room quality', page))[0]).toBe('desk.refuse.noGroup')
  expect(keysOf(await desk.say('zhao', '/room nowhere', { group }))[0]).toBe('desk.refuse.team')
})

it.each(['/list', '/card 1', '列表', '是', '/reply 1 hello', '/nothing'])(
  'in a group that is no team’s nothing is told: %s',
  async (text) => {
    await desk.ticket({ number: 'CP-20261123-0001' })
    expect(await desk.say('zhao', text, { group })).toEqual({ kind: 'talk' })
  },
)
