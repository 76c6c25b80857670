// Runs the suite on another Node: `npm run test:node -- 24` or `npm run test:node -- 20.19.0 --project unit`. The version comes
// from the npm package `node`, which carries binary and headers; it and a copy of the working tree with packages of its own
// stand below NODES (a folder beside the system's temporary files), and stay for the next time. SUITE=no stops before vitest.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const [version, ...asked] = process.argv.slice(2)
if (!/^\d+(\.\d+){0,2}$/.test(version ?? ''))
  throw new Error('which Node? for example 24, or 20.19.0')

const place = join(process.env.NODES ?? join(tmpdir(), 'redress-nodes'), version)
const tree = join(place, 'tree')
const node = fetchNode()
const env = {
  ...process.env,
  PATH: `${join(node, 'bin')}${delimiter}${process.env.PATH}`,
  // Where node-gyp finds the headers of this version, and not the machine's.
  npm_config_nodedir: node,
}
copyTree()
run('node', ['-p', '"Node " + process.version + ", Node-API " + process.versions.napi'])
run('node', ['src/prepare.mjs', '--test'])
if (process.env.SUITE !== 'no') run('node', ['node_modules/vitest/vitest.mjs', 'run', ...asked])

/** @returns {string} the folder that has `bin/node` and `include/node` */
function fetchNode() {
  const own = join(place, 'node')
  const modules = join(own, 'node_modules', 'node', 'node_modules')
  if (!existsSync(modules)) {
    mkdirSync(own, { recursive: true })
    writeFileSync(
      join(own, 'package.json'),
      '{ "private": true, "allowScripts": { "node": true } }',
    )
    const flags = ['--no-audit', '--no-fund', '--loglevel=error']
    spawnSync('npm', ['install', `node@${version}`, ...flags], { cwd: own, stdio: 'inherit' })
  }
  const name = readdirSync(modules).find((one) => existsSync(join(modules, one, 'include')))
  return join(modules, name)
}

/** What git knows and what it does not ignore, changes included; packages that were installed there stay. */
function copyTree() {
  const listed = spawnSync('git', ['ls-files', '-coz', '--exclude-standard'], { cwd: root })
  const files = String(listed.stdout)
    .split('\0')
    .filter((name) => name && existsSync(join(root, name)))
  mkdirSync(tree, { recursive: true })
  prune('', new Set(files))
  for (const name of files) {
    cpSync(join(root, name), join(tree, name), { preserveTimestamps: true })
  }
}

/** @param {string} folder @param {Set<string>} wanted */
function prune(folder, wanted) {
  for (const entry of readdirSync(join(tree, folder), { withFileTypes: true })) {
    const name = folder ? `${folder}/${entry.name}` : entry.name
    if (entry.name === 'node_modules' || name === 'dist') continue
    if (entry.isDirectory()) prune(name, wanted)
    else if (!wanted.has(name)) rmSync(join(tree, name))
  }
}

/** @param {string} command @param {string[]} words */
function run(command, words) {
  const { status } = spawnSync(command, words, { cwd: tree, env, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
