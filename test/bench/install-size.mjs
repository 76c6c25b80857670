import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { peers } from './subjects.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..')
const driver = 'better-sqlite3'
/** Where the driver of this Node is installed: src/store/sqlite/driver.ts chooses. */
const driverHome =
  Number(process.versions.napi) >= 10 ? root : join(root, 'src', 'store', 'sqlite', 'older-node')
const mega = 2 ** 20

/** What an `npm install` of each brings, with the driver of the database; peers' packages are those in their own imports. */
const wanted = {
  telegraf: ['telegraf', '@telegraf/session', 'kysely'],
  grammy: ['grammy', '@grammyjs/conversations', '@grammyjs/runner'],
  botbuilder: ['botbuilder', 'botbuilder-dialogs'],
  byhand: [],
}

/** Blocks on the disk and number of packages, ours and each peer's, as they lie installed here. */
export function measureInstalls(figures) {
  const { dependencies } = readPackage(root)
  add(figures, 'redress', Object.keys(dependencies), root)
  for (const peer of peers) add(figures, peer, wanted[peer], here)
}

function add(figures, name, names, from) {
  const found = new Set()
  for (const wantedName of names) collect(wantedName, from, found)
  collect(driver, driverHome, found)
  const bytes = [...found].reduce((sum, folder) => sum + bytesOf(folder), 0)
  figures.add(`install_mb.${name}`, bytes / mega)
  figures.add(`install_packages.${name}`, found.size)
}

/** A package and all it needs, each once, found as Node would find them. */
function collect(name, from, found) {
  const folder = find(name, from)
  if (!folder || found.has(folder)) return
  found.add(folder)
  const { dependencies = {}, optionalDependencies = {} } = readPackage(folder)
  for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) {
    collect(needed, folder, found)
  }
}

/** Undefined for an optional package of another platform. */
function find(name, from) {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name)
    if (existsSync(join(folder, 'package.json'))) return folder
    if (at === dirname(at)) return undefined
  }
}

function bytesOf(folder) {
  return readdirSync(folder)
    .filter((name) => name !== 'node_modules')
    .reduce((sum, name) => {
      const path = join(folder, name)
      const stat = lstatSync(path)
      return sum + stat.blocks * 512 + (stat.isDirectory() ? bytesOf(path) : 0)
    }, 0)
}

function readPackage(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}
