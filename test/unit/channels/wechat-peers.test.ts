import { expect, it } from 'vitest'
import { createPeers, type Peer } from '../../../src/channels/wechat-core/peers.ts'
import { openSqlite } from '../../../src/store/sqlite/open.ts'
import { tempFolder } from '../../support/store-folder.ts'

const hour = 3_600_000
const day = 24 * hour
const now = Date.parse('2026-11-23T10:00:00+08:00')
const rules = { window: { rule: 'test', within: { n: 48, unit: 'hours' as const } } }
const letter = 'conversation:w/oLi@1#0' as const

const kept: [string, Peer][] = [
  ['who wrote within the window', { used: 3, spokeAt: now - 47 * hour }],
  [
    'whom something waits for',
    { used: 0, spokeAt: now - 90 * day, waiting: [{ letter, text: 'x' }] },
  ],
  ['who no longer follows', { used: 0, spokeAt: now - 90 * day, left: true }],
  ['who has agreed to one message', { used: 0, consent: { grantedAt: now - 90 * day } }],
  [
    'who was asked to write within the window',
    { used: 5, asked: { id: '1', at: now - hour, status: 'sent' } },
  ],
]
const forgotten: [string, Peer][] = [
  ['whose window is over', { used: 5, spokeAt: now - 49 * hour, spokeKey: 'k', handed: [letter] }],
  ['who only scanned a code long ago', { used: 0, cameAt: now - 5 * day, cameUsed: 1 }],
  ['who never answered whether he wants a message', { used: 1, consent: { reserved: 'abc' } }],
]

it.each([
  ...kept.map(([who, peer]) => [who, 'is remembered', peer] as const),
  ...forgotten.map(([who, peer]) => [who, 'is forgotten', peer] as const),
])('%s %s', async (_, fate, peer) => {
  await using folder = await tempFolder()
  await using store = await openSqlite({ folder: folder.path })
  const peers = createPeers(store, 'account:', rules)
  await peers.change('oLi', () => peer)
  await peers.prune(now)
  expect(await store.records('account:')).toHaveLength(fate === 'is remembered' ? 1 : 0)
})

it('it looks once a day', async () => {
  await using folder = await tempFolder()
  await using store = await openSqlite({ folder: folder.path })
  const peers = createPeers(store, 'account:', rules)
  await peers.prune(now)
  await peers.change('oLi', () => ({ used: 0, spokeAt: now - 90 * day }))
  await peers.prune(now + 23 * hour)
  expect(await store.records('account:')).toHaveLength(1)
  await peers.prune(now + day)
  expect(await store.records('account:')).toEqual([])
})
