import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { Role } from '../../../src/domain/person.ts'
import { publicNameOf } from '../../../src/staff/public-name.ts'
import { createRooms } from '../../../src/staff/rooms.ts'
import { createRoster, EnrolmentError, type Roster } from '../../../src/staff/roster.ts'
import type { Store } from '../../../src/store/port.ts'
import { openSqlite } from '../../../src/store/sqlite/open.ts'
import { settings } from '../../support/staff-desk.ts'
import { tempFolder } from '../../support/store-folder.ts'

const { organisation, policy } = settings
const telegram = { channel: 'telegram', peer: '42' }
let store: Store
let roster: Roster
let folder: Awaited<ReturnType<typeof tempFolder>>

beforeEach(async () => {
  folder = await tempFolder()
  store = await openSqlite({ folder: folder.path })
  roster = await createRoster(store, organisation, policy)
})
afterEach(async () => {
  await store[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

describe('the roster', () => {
  it('knows people by id, place and team', async () => {
    await roster.enrol({ id: 'wang', role: 'agent', team: 'service', address: telegram })
    await roster.enrol({ id: 'li', role: 'handler', team: 'quality' })
    expect(roster.find('telegram', '42')?.id).toBe('wang')
    expect(roster.find('telegram', '43')).toBeUndefined()
    expect(roster.find('web', '42')).toBeUndefined()
    expect(roster.inTeam('quality').map(({ id }) => id)).toEqual(['li'])
    expect(roster.all().map(({ id }) => id)).toEqual(['li', 'wang'])
    expect(roster.get('wang')).toMatchObject({ name: 'wang', locale: organisation.locale })
  })

  it('knows them again when it is opened anew', async () => {
    await roster.enrol({ id: 'wang', role: 'agent', team: 'service', address: telegram })
    const again = await createRoster(store, organisation, policy)
    expect(again.find('telegram', '42')?.id).toBe('wang')
  })

  it('changes role and team of somebody enrolled again, and keeps name and places', async () => {
    await roster.enrol({
      id: 'wang',
      name: '王小明',
      role: 'agent',
      team: 'service',
      address: telegram,
    })
    await roster.enrol({ id: 'wang', role: 'supervisor', team: 'supervisors' })
    expect(roster.get('wang')).toMatchObject({
      name: '王小明',
      publicName: '小王',
      roles: ['supervisor'],
      team: 'supervisors',
      addresses: [telegram],
    })
  })

  it('puts a handler into the room of the department', async () => {
    const changed = {
      ...organisation,
      departments: [{ ...organisation.departments[0]!, id: 'lab', team: 'quality' }],
    }
    const other = await createRoster(store, changed, policy)
    const qi = await other.enrol({ id: 'qi', role: 'handler', team: 'lab' })
    expect(qi.team).toBe('quality')
    expect(other.departmentsOf(qi)).toEqual(['lab'])
  })

  test.each([
    ['id', { id: '../x', role: 'agent', team: 'service' }],
    ['id', { id: '', role: 'agent', team: 'service' }],
    ['role', { id: 'x', role: 'boss', team: 'service' }],
    ['team', { id: 'x', role: 'agent', team: 'kitchen' }],
  ])('refuses an unknown %s', async (what, entry) => {
    const enrolling = roster.enrol(entry as Parameters<Roster['enrol']>[0])
    await expect(enrolling).rejects.toThrow(EnrolmentError)
    await expect(enrolling).rejects.toMatchObject({ what })
    expect(roster.all()).toEqual([])
  })

  it('lets a place belong to one person only', async () => {
    await roster.enrol({ id: 'wang', role: 'agent', team: 'service', address: telegram })
    await roster.enrol({ id: 'li', role: 'agent', team: 'service', address: telegram })
    expect(roster.find('telegram', '42')?.id).toBe('li')
    expect(roster.get('wang')?.addresses).toEqual([])
  })

  it('finds nobody who was disabled, and keeps the name', async () => {
    await roster.enrol({
      id: 'wang',
      name: '王小明',
      role: 'agent',
      team: 'service',
      address: telegram,
    })
    await roster.disable('wang')
    expect(roster.find('telegram', '42')).toBeUndefined()
    expect(roster.get('wang')).toBeUndefined()
    expect(roster.all()).toEqual([])
    expect(roster.nameOf('wang')).toBe('王小明')
    await roster.enrol({ id: 'wang', role: 'manager', team: 'service', address: telegram })
    expect(roster.get('wang')).toBeUndefined()
    await roster.enable('wang')
    expect(roster.find('telegram', '42')).toMatchObject({ id: 'wang', addresses: [telegram] })
  })

  it('writes over what another process has changed meanwhile without losing it', async () => {
    await roster.enrol({ id: 'wang', role: 'agent', team: 'service' })
    const other = await createRoster(store, organisation, policy)
    await other.addAddress('wang', telegram)
    await roster.setLocale('wang', 'en')
    expect(roster.get('wang')).toMatchObject({ locale: 'en', addresses: [telegram] })
  })

  test.each<[Role, number]>([
    ['agent', 0],
    ['handler', 0],
    ['auditor', 0],
    ['approver', 50_000],
    ['supervisor', 50_000],
    ['manager', Number.MAX_SAFE_INTEGER],
    ['admin', Number.MAX_SAFE_INTEGER],
  ])('gives %s the limit of the policy', async (role, limit) => {
    const person = await roster.enrol({ id: 'x', role, team: 'service' })
    expect(roster.actorOf(person)).toMatchObject({ id: 'x', roles: [role], limit })
  })
})

describe('the name a customer reads', () => {
  test.each([
    ['王小明', '小王'],
    ['欧阳娜娜', '欧阳'],
    ['Wang Xiaoming', 'Wang'],
    ['wang', 'wang'],
    ['王', '王'],
  ])('of %s is %s', (name, expected) => {
    expect(publicNameOf(name)).toBe(expected)
  })
})

describe('the rooms', () => {
  it('of the page are the teams’ own', async () => {
    const rooms = await createRooms(store, organisation)
    rooms.know([{ name: 'web', teamRoom: (team) => team }, { name: 'telegram' }])
    expect(rooms.teamOf({ channel: 'web', peer: 'service' })).toBe('service')
    expect(rooms.teamOf({ channel: 'web', peer: 'kitchen' })).toBeUndefined()
    expect(rooms.teamOf({ channel: 'telegram', peer: 'service' })).toBeUndefined()
  })

  it('of a channel that has some teams’ rooms are those', async () => {
    const rooms = await createRooms(store, organisation)
    const keys = new Map([['service', 'the robot']])
    rooms.know([{ name: 'robot', teamRoom: (team) => keys.get(team) }])
    expect([rooms.on('robot', 'service'), rooms.on('robot', 'quality')]).toEqual([
      ['the robot'],
      [],
    ])
    expect(rooms.teamOf({ channel: 'robot', peer: 'the robot' })).toBe('service')
    expect(rooms.areFixed('robot')).toBe(true)
  })

  it('of other channels are bound, each to one team', async () => {
    const group = { channel: 'telegram', peer: '-100' }
    const rooms = await createRooms(store, organisation)
    await rooms.bind('service', group)
    await rooms.bind('quality', group)
    await rooms.bind('quality', group)
    const again = await createRooms(store, organisation)
    expect(again.teamOf(group)).toBe('quality')
    expect(again.of('service')).toEqual([])
    expect(again.of('quality')).toEqual([group])
  })
})
