import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { asStoreError } from '../../src/store/sqlite/faults.ts'

it('what the database makes survives this Node’s garbage collector, forced and amid traffic', () => {
  spawnSync(process.execPath, ['src/prepare.mjs'], { stdio: 'inherit' })
  const script = ['--expose-gc', 'test/support/collect-garbage.mjs', '2']
  const { signal, status, stdout, stderr } = spawnSync(process.execPath, script)
  expect({ signal, status, stderr: String(stderr) }).toEqual({
    signal: null,
    status: 0,
    stderr: '',
  })
  const { databases, collections } = JSON.parse(String(stdout))
  expect(databases).toBeGreaterThan(20)
  expect(collections).toBeGreaterThan(5)
})

it('no package has to run anything at install where Node-API 10 is', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { hasInstallScript?: true }>
  }
  const own = Object.entries(packages).filter(([name]) => name !== '')
  expect(own.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([])
})

it('a driver that is missing or was made for another Node is told with what to do', () => {
  for (const code of ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_DLOPEN_FAILED']) {
    const error = asStoreError(Object.assign(new Error('no'), { code }), 'data')
    expect((error as Error).message).toContain('node src/prepare.mjs')
  }
})
