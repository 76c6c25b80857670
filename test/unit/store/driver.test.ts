import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('one file chooses the driver, and no other brings one in', () => {
  const brings = /(?:from|import\(|require\)?\(|\)\()\s?'better-sqlite3'/
  const files = ['src', 'flows', 'test']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .filter((name) => /\.(tsx?|mjs|cjs)$/.test(name) && !name.includes('node_modules'))
  expect(files.filter((name) => brings.test(readFileSync(name, 'utf8'))).sort()).toEqual([
    'src/store/sqlite/driver.ts',
    'src/store/sqlite/older-node/driver.cjs',
  ])
})
