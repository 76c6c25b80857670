import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '../../support/store-folder.ts'

const own = /(?:^|\/)(?:wechaty|file-box)/

it('a default install has none of what connects a personal WeChat account', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, unknown>
  }
  expect(Object.keys(packages).length).toBeGreaterThan(100)
  expect(Object.keys(packages).filter((name) => own.test(name))).toEqual([])
})

it('no file of the desk imports it; one brings it in where an account asks for it', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(tsx?|mjs)$/.test(name) && !name.includes('node_modules'),
  )
  const imports = (name: string) =>
    [...readFileSync(join('src', name), 'utf8').matchAll(/(?:from|import\() ?'([^'.][^']*)'/g)].map(
      (match) => match[1]!,
    )
  expect(files.length).toBeGreaterThan(300)
  expect(files.filter((name) => imports(name).some((one) => own.test(one)))).toEqual([])
  // The channel's own files are no part of a start without it either.
  const opening = readFileSync('src/open-channels.ts', 'utf8')
  expect(opening).toMatch(/await import\('\.\/channels\/wechaty\/wechaty-channel\.ts'\)/)
})

/** What `npm start` would fetch, of a folder whose own packages are there and whose build is fresh. */
async function fetched(given: { env?: Record<string, string>; dotEnv?: string }): Promise<string> {
  await using folder = await tempFolder()
  const at = (...path: string[]) => join(folder.path, ...path)
  for (const name of ['src/channels/wechaty', 'node_modules', 'dist', 'flows', 'config', 'bin']) {
    mkdirSync(at(name), { recursive: true })
  }
  for (const name of [
    'src/prepare.mjs',
    'package-lock.json',
    'src/channels/wechaty/package-lock.json',
  ]) {
    cpSync(name, at(name))
  }
  const driver = 'src/store/sqlite/older-node'
  mkdirSync(at('src/store/sqlite'), { recursive: true })
  symlinkSync(resolve(driver), at(driver))
  const later = new Date(Date.now() + 60_000)
  for (const name of ['node_modules/.package-lock.json', 'dist/.built']) {
    writeFileSync(at(name), '')
    utimesSync(at(name), later, later)
  }
  writeFileSync(at('calls'), '')
  writeFileSync(at('bin/npm'), `#!/bin/sh\necho "$PWD: $*" >> '${at('calls')}'\n`, { mode: 0o755 })
  if (given.dotEnv !== undefined) writeFileSync(at('config/.env'), given.dotEnv)
  const env = { PATH: `${at('bin')}${delimiter}${process.env.PATH}`, ...given.env }
  const { status } = spawnSync(process.execPath, [at('src/prepare.mjs')], { env })
  expect(status).toBe(0)
  return readFileSync(at('calls'), 'utf8').replaceAll(folder.path, '')
}

it('a start fetches it only where an account is named, and without what is for tests', async () => {
  expect(await fetched({})).toBe('')
  expect(await fetched({ dotEnv: 'WECHATY_PUPPET=\n# WECHATY_PUPPET=service\n' })).toBe('')
  const whole = /^\S*\/src\/channels\/wechaty: ci --omit=dev .*\n$/
  expect(await fetched({ env: { WECHATY_PUPPET: 'service' } })).toMatch(whole)
  expect(await fetched({ dotEnv: 'PORT=1\nWECHATY_PUPPET=service\n' })).toMatch(whole)
})
