import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('one file chooses the driver, and no other brings one in', () => {
  const brings = /(?:from|import\(|require\)?\(|\)\()\s?'better-sqlite3'/
  const files = ['src', 'flows', 'test']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .filter((name) => /\.(tsx?|mjs|cjs)$/.test(name) && !name.includes('node_modules'))
  const bringing = files.filter((name) => brings.test(readFileSync(name, 'utf8')))
  expect(bringing).toEqual(['src/store/sqlite/driver.ts'])
})

it('an older Node never finds the driver of a newer one above its own', () => {
  const text = readFileSync('src/store/sqlite/older-node/driver.cjs', 'utf8')
  expect(text).toContain("require('./node_modules/better-sqlite3')")
})
