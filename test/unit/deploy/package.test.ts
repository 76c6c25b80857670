import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { expect, it } from 'vitest'

const packed = () => {
  const words = ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error']
  const [{ files }] = JSON.parse(String(execFileSync('npm', words))) as [
    { files: { path: string }[] },
  ]
  return files.map(({ path }) => path)
}

/** What is no code and yet read while the desk runs. */
const readAtWork = ['src', 'flows', 'config']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && !entry.isSymbolicLink())
      .map(({ parentPath, name }) => `${parentPath}/${name}`),
  )
  .filter((path) => !/node_modules|\.tsx?$|README\.md$|\/\.npmrc$|^config\/\.env$/.test(path))

it('the package holds what runs and nothing else', () => {
  const files = packed()
  expect(files.filter((path) => !path.startsWith('dist/')).sort()).toEqual(
    [
      ...readAtWork,
      ...['LICENSE', 'README.md', 'README.zh-CN.md', 'package.json', 'docs/openapi.yaml'],
    ].sort(),
  )
  const built = files.filter((path) => path.startsWith('dist/'))
  expect(built.filter((path) => !/^dist\/(src|flows)\/.*\.js$/.test(path))).toEqual([])
  if (existsSync('dist/src/main.js')) expect(built).toContain('dist/src/main.js')
})
