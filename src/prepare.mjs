// Makes a bare clone runnable: what is missing is installed, what is stale is built. Plain JavaScript, because it runs
// before anything else is there. With nothing to do it takes a few milliseconds.
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const oldest = [20, 19]

/** @param {string} zh @param {string} en */
const say = (zh, en) => console.log((process.env.LANG ?? '').startsWith('zh') ? zh : en)

checkNode()
if (process.argv.includes('--driver')) {
  driver()
  process.exit()
}
install()
driver()
wechaty()
if (process.argv.includes('--test')) browser()
else if (!process.argv.includes('--install')) build()
if (process.argv.includes('--bench')) bench()

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return
  say(
    `需要 Node ${oldest.join('.')} 或更新版本，当前是 ${process.versions.node}。`,
    `Redress needs Node ${oldest.join('.')} or later; this is ${process.versions.node}.`,
  )
  process.exit(1)
}

function install() {
  const done = join(root, 'node_modules', '.package-lock.json')
  if (newest([done]) >= newest([join(root, 'package-lock.json')])) return
  // npm would empty the folder that a link points to, which is somebody else's.
  const modules = lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })
  if (modules?.isSymbolicLink()) return
  say(
    '正在安装依赖（第一次约需一分钟）…',
    'Installing what Redress needs (about a minute the first time) …',
  )
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], root)
}

/** SQLite for a Node without Node-API 10 is compiled, a minute or two, and only there: src/store/sqlite/driver.ts chooses. */
function driver() {
  if (Number(process.versions.napi) >= 10) return
  const folder = join(root, 'src', 'store', 'sqlite', 'older-node')
  if (opens(join(folder, 'driver.cjs'))) return
  say(
    '正在为较旧的 Node 编译 SQLite（一两分钟；Node 22.14 起不需要）…',
    'Compiling SQLite for an older Node (a minute or two; not needed from Node 22.14 on) …',
  )
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], folder)
}

/** @param {string} file @returns {boolean} whether the driver is there, and made for this Node */
function opens(file) {
  try {
    const Database = createRequire(file)(file)
    new Database(':memory:').close()
    return true
  } catch {
    return false
  }
}

/** A personal WeChat account needs some 350 packages more: they come only where one is named, and for the tests. */
function wechaty() {
  const isTest = process.argv.includes('--test')
  const wanted = named('WECHATY_PUPPET')
  if (!isTest && wanted === undefined) return
  const folder = join(root, 'src', 'channels', 'wechaty')
  const modules = join(folder, 'node_modules')
  const isNew =
    newest([join(modules, '.package-lock.json')]) < newest([join(folder, 'package-lock.json')])
  const needsMock = isTest || wanted === 'mock'
  if (!isNew && !(needsMock && !existsSync(join(modules, 'wechaty-puppet-mock')))) return
  say('正在安装 wechaty（约需一分钟）…', 'Installing wechaty (about a minute) …')
  const more = needsMock ? [] : ['--omit=dev']
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  run('npm', ['ci', ...more, ...quiet], folder)
}

/** @param {string} name @returns {string | undefined} its value in the machine's environment or in config/.env */
function named(name) {
  const file = join(root, 'config', '.env')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const [, inFile] =
    new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=\\s*["']?([^\\s"'#]+)`, 'm').exec(text) ?? []
  return process.env[name] || inFile
}

function build() {
  // An installed package brings what is built, and not what it is built from.
  if (!existsSync(join(root, 'tsconfig.json'))) return
  if (process.argv.includes('--afresh'))
    rmSync(join(root, 'dist'), { recursive: true, force: true })
  const stamp = join(root, 'dist', '.built')
  const sources = ['src', 'flows', 'tsconfig.json', 'package-lock.json'].map((name) =>
    join(root, name),
  )
  if (newest([stamp]) >= newest(sources)) return
  say('正在编译…', 'Building …')
  run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', root], root)
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, '')
}

/** The pages are tested in a real Chromium: an installed one, or Debian's package where that can be had. */
function browser() {
  build()
  const known = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ]
  const fonts = '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc'
  const there = known.some((path) => path && existsSync(path))
  if (there && (existsSync(fonts) || !existsSync('/usr/bin/apt-get'))) return
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    say(
      '正在安装 Chromium 与中文字体（页面测试用）…',
      'Installing Chromium and a Chinese font for the page tests …',
    )
    const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    spawnSync('apt-get', ['update', '-qq'], quiet)
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-wqy-microhei'], quiet)
    if (existsSync('/usr/bin/chromium')) return
  }
  if (there) return
  say(
    '没有可用的 Chromium，页面测试将被跳过。可安装 chromium，或用 CHROMIUM_PATH 指定。',
    'No Chromium to be had: the page tests will be skipped. Install one, or name it by CHROMIUM_PATH.',
  )
}

/** The bench compares with packages of its own, which never enter a user's install; none of them needs its scripts run. */
function bench() {
  const folder = join(root, 'test', 'bench')
  const done = join(folder, 'node_modules', '.package-lock.json')
  if (newest([done]) >= newest([join(folder, 'package-lock.json')])) return
  say(
    '正在安装用来比较的框架（约需一分钟）…',
    'Installing what the bench compares with (about a minute) …',
  )
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], folder)
}

/** @param {string[]} paths @returns {number} the latest change in any of them, 0 where there is none */
function newest(paths) {
  let latest = 0
  for (const path of paths) {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (!stat) continue
    latest = Math.max(latest, stat.mtimeMs)
    if (stat.isDirectory() && !path.endsWith('node_modules')) {
      latest = Math.max(latest, newest(readdirSync(path).map((name) => join(path, name))))
    }
  }
  return latest
}

/** @param {string} command @param {string[]} args @param {string} cwd */
function run(command, args, cwd) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 2, 2] })
  if (status === 0) return
  say(
    `“${command} ${args.join(' ')}” 失败，请看上面的原因。`,
    `"${command} ${args.join(' ')}" failed; the reason stands above.`,
  )
  if (error) console.error(error.message)
  process.exit(status ?? 1)
}
