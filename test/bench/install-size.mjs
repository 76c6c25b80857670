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
  const { mb, packages } = sizeOf([...names.map((one) => [one, from]), [driver, driverHome]])
  figures.add(`install_mb.${name}`, mb)
  figures.add(`install_packages.${name}`, packages)
}

/** Of the desk's own install: the whole, what it would be without each package that only some need, and what is installed apart. */
export function measureOptional() {
  const { dependencies } = readPackage(root)
  const all = Object.keys(dependencies)
  const apart = (folder) =>
    Object.keys(readPackage(folder).dependencies).map((name) => [name, folder])
  const whole = (but) => all.filter((name) => name !== but).map((name) => [name, root])
  const wechaty = join(root, 'src', 'channels', 'wechaty')
  return {
    'the desk without a driver': sizeOf(whole()),
    'the driver of this Node': sizeOf([[driver, driverHome]]),
    'without @wecom/aibot-node-sdk': sizeOf(whole('@wecom/aibot-node-sdk')),
    'without telegraf': sizeOf(whole('telegraf')),
    'without mongoose': sizeOf(whole('mongoose')),
    'wechaty, apart': sizeOf(apart(wechaty)),
  }
}

function sizeOf(wanted) {
  const found = new Set()
  for (const [name, from] of wanted) collect(name, from, found)
  const bytes = [...found].reduce((sum, folder) => sum + bytesOf(folder), 0)
  return { mb: bytes / mega, packages: found.size }
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
