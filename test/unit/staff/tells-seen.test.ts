import { expect, it } from 'vitest'
import { tellsSeen } from '../../../src/staff/tells-seen.ts'
import { member } from '../../support/web-desk.ts'

const web = { name: 'web', capabilities: { tellsSeen: true }, sendToRoom: () => undefined } as const
const terminal = { name: 'terminal', capabilities: {}, sendToRoom: () => undefined } as const
const alone = { name: 'alone', capabilities: {} } as const
const addresses = ['web', 'terminal'].map((channel) => ({ channel, peer: 'staff/both' }))
const people = new Map([
  ['web', member('web', { addresses: addresses.slice(0, 1) })],
  ['both', member('both', { addresses })],
  ['nowhere', member('nowhere')],
])
const roster = { get: (id: string) => people.get(id) }

/** The service team has no room on `group`. */
const rooms = { on: (channel: string, team: string) => (channel === 'group' ? [] : [team]) }
const group = { name: 'group', capabilities: {}, sendToRoom: () => undefined } as const

it.each([
  ['a room on the page and a channel whose groups are others', 'team:service', [web, group], true],
  ['a room on the page alone', 'team:service', [web], true],
  ['a room on the page and where nothing is told', 'team:service', [web, terminal], false],
  ['a room beside a channel that has none', 'team:service', [web, alone], true],
  ['a room nowhere', 'team:service', [alone], false],
  ['a person on the page', 'staff:web', [web, terminal], true],
  ['a person on both', 'staff:both', [web, terminal], false],
  ['a person without an address', 'staff:nowhere', [web], false],
  ['nobody', 'staff:gone', [web], false],
] as const)('tells of %s', (_what, to, channels, tells) => {
  expect(tellsSeen(to, { channels, roster, rooms })).toBe(tells)
})
