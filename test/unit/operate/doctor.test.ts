import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { examine, type Machine, thisMachine } from '../../../src/operate/doctor.ts'
import type { Variables } from '../../../src/settings/environment.ts'
import { loadSettings } from '../../../src/settings/load.ts'
import { tempFolder } from '../../support/store-folder.ts'

const now = Date.parse('2026-06-01T04:00:00Z')
const healthy: Machine = {
  ...thisMachine,
  now,
  node: '20.19.0',
  zone: 'Asia/Shanghai',
  freeBytes: async () => 20 * 2 ** 30,
  knows: async () => true,
  answers: async () => 200,
}

async function keys(folder: string, machine: Partial<Machine> = {}, more: Variables = {}) {
  const env = { PORT: '0', DATA: folder, ...more }
  const settings = loadSettings({ configFolder: 'config', env, now: machine.now ?? now })
  const findings = await examine(settings, { ...healthy, ...machine })
  return findings.map(({ state, key }) => `${state} ${key}`)
}

describe('the doctor', () => {
  it('finds a machine fit', async () => {
    await using folder = await tempFolder()
    expect(await keys(folder.path)).toEqual([
      'fine node',
      'fine store new',
      'fine disk',
      'fine port',
      'fine zone',
      'fine holidays known',
      'fine alone',
    ])
  })

  it.each<[string, Partial<Machine>, Variables]>([
    ['ill node old', { node: '20.18.3' }, {}],
    ['care disk scarce', { freeBytes: async () => 500 * 2 ** 20 }, {}],
    ['ill disk full', { freeBytes: async () => 50 * 2 ** 20 }, {}],
    ['ill zone past', { now: 0 }, {}],
    ['fine zone apart', { zone: 'UTC' }, {}],
    ['care holidays', { now: Date.parse('2031-01-01T00:00:00Z') }, {}],
    ['care open', {}, { HOST: '0.0.0.0' }],
    ['ill host not here', {}, { HOST: '192.0.2.1' }],
    ['ill host unknown', { knows: async () => false }, { BASE_URL: 'https://help.example.com' }],
    ['care base silent', { answers: async () => 502 }, { BASE_URL: 'https://help.example.com' }],
    ['fine base answers', {}, { BASE_URL: 'https://help.example.com' }],
  ])('tells %s', async (told, machine, env) => {
    await using folder = await tempFolder()
    expect(await keys(folder.path, machine, env)).toContain(told)
  })

  it('tells a port that another program holds', async () => {
    await using folder = await tempFolder()
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    expect(await keys(folder.path, {}, { PORT: String(port) })).toContain('ill port taken')
    server.close()
  })

  it('tells a database that is none', async () => {
    await using folder = await tempFolder()
    await writeFile(join(folder.path, 'redress.db'), 'no database at all, but long enough')
    expect(await keys(folder.path)).toContain('ill store ill')
  })
})
