import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { VirtualClock } from '../../src/clock/virtual.ts'
import type { Staff } from '../../src/console/port.ts'
import { webStaff } from '../../src/console/web-staff.ts'
import { loadSettings } from '../../src/settings/load.ts'
import { Pairing } from '../../src/staff/pairing.ts'
import { createRoster, type Roster } from '../../src/staff/roster.ts'
import { SignIn } from '../../src/staff/sign-in.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { tempFolder } from '../support/store-folder.ts'

const start = Date.parse('2026-11-23T09:00:00+08:00')
const minute = 60_000

let folder: Awaited<ReturnType<typeof tempFolder>>
let store: Store
let clock: VirtualClock
let roster: Roster
let pairing: Pairing
let signIn: SignIn
let staff: Staff
beforeEach(async () => {
  folder = await tempFolder()
  store = await openSqlite({ folder: folder.path })
  clock = new VirtualClock(start)
  const { organisation, policy } = loadSettings({ configFolder: 'config', env: {} })
  roster = await createRoster(store, organisation, policy)
  pairing = new Pairing({ store, roster, clock, random: randomBytes, adminTeam: 'service' })
  signIn = new SignIn({ store, clock })
  staff = webStaff({ roster, pairing, store, clock })
})
afterEach(async () => {
  await store[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

it('lets the first admin in by name and code, reached on the page from then on', async () => {
  const code = (await pairing.adminCode())!
  expect(await staff.pair('WRONG-CODES', '王小明', '10.0.0.1')).toBeUndefined()
  const person = await staff.pair(code.toLowerCase(), '王小明', '10.0.0.1')
  expect(person).toMatchObject({ id: 'admin', name: '王小明', roles: ['admin'] })
  expect(roster.find('web', 'staff/admin')?.id).toBe('admin')
  expect(person!.addresses).toEqual([{ channel: 'web', peer: 'staff/admin' }])
  expect(await staff.pair(code, 'somebody else', '10.0.0.2')).toBeUndefined()
})

it('keeps the name an invitation gives', async () => {
  const { code } = await pairing.invite({ id: 'li', name: '李静', role: 'agent', team: 'quality' })
  expect(await staff.pair(code, 'boss', '10.0.0.1')).toMatchObject({
    name: '李静',
    team: 'quality',
  })
})

it('signs in by a link once, within a quarter of an hour, the newest only', async () => {
  await roster.enrol({ id: 'li', role: 'agent', team: 'quality' })
  const [older, newer] = [await signIn.link('li'), await signIn.link('li')]
  expect(JSON.stringify(await store.records('sign-in:'))).not.toContain(newer)
  expect(await staff.signIn(older)).toBeUndefined()
  expect(await staff.signIn(newer)).toMatchObject({ id: 'li' })
  expect(roster.find('web', 'staff/li')?.id).toBe('li')
  expect(await staff.signIn(newer)).toBeUndefined()
  const late = await signIn.link('li')
  clock.moveTo(start + 16 * minute)
  expect(await staff.signIn(late)).toBeUndefined()
})
