import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

type Named = Record<string, string>
type Package = { dependencies?: Named; optionalDependencies?: Named; devDependencies?: Named }
type Lock = { packages: Record<string, { license?: string; deprecated?: string }> }

const page = readFileSync('docs/decisions/0012-each-dependency-earns-its-line.md', 'utf8')
const rows = [...page.matchAll(/^\| `([^`]+)` \| (.+) \| (.+) \| (.+) \| (.+) \|$/gm)].map(
  ([, name, use, license, released, without]) => ({ name, use, license, released, without }),
)
const folders = ['.', 'src/channels/wechaty', 'src/store/sqlite/older-node']
const read = <T>(folder: string, name: string) =>
  JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as T

const direct = folders.flatMap((folder) => {
  const { dependencies, optionalDependencies, devDependencies } = read<Package>(
    folder,
    'package.json',
  )
  const { packages } = read<Lock>(folder, 'package-lock.json')
  return Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies }).map(
    (name) => ({ name, ...packages[`node_modules/${name}`] }),
  )
})

it('each dependency has one line that says what for, since when, and what there would be without it', () => {
  expect(rows.map(({ name }) => name).sort()).toEqual(
    [...new Set(direct.map(({ name }) => name))].sort(),
  )
  for (const { released } of rows) expect(released).toMatch(/^(20\d\d-\d\d|2024 or before)$/)
})

it('its licence is the one that is installed, and none is deprecated', () => {
  for (const { name, license, deprecated } of direct) {
    expect({ name, license, deprecated }).toEqual({
      name,
      license: rows.find((row) => row.name === name)!.license,
      deprecated: undefined,
    })
  }
})

it('what runs by default may be used in a closed product, and nothing of it is deprecated', () => {
  const { packages } = read<{
    packages: Record<string, { dev?: true; license?: string; deprecated?: string }>
  }>('.', 'package-lock.json')
  const running = Object.entries(packages).filter(([name, { dev }]) => name !== '' && !dev)
  expect(running.length).toBeGreaterThan(50)
  const free = /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|MIT AND Apache-2\.0)$/
  expect(
    running.filter(([, { license = '' }]) => !free.test(license)).map(([name]) => name),
  ).toEqual([])
  expect(running.filter(([, { deprecated }]) => deprecated)).toEqual([])
})
