// Runs the steps of the Dockerfile without an engine: each stage in an empty folder, with the files .dockerignore lets
// through; then starts what CMD names and asks HEALTHCHECK. `node test/support/run-dockerfile.mjs`. Not run: the base image, the
// users and rights inside it, the volume.
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const work = mkdtempSync(join(tmpdir(), 'dockerfile-'))
const allowed = readFileSync(join(root, '.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1))
const ours = { '/app': 'app', '/data': 'data' }
const env = { ...process.env }
let stage = ''
let check = ''
let command = []

/** @param {string} text a place in the image as one in the stage's folder */
const here = (text) =>
  Object.entries(ours).reduce(
    (all, [place, name]) => all.replaceAll(place, join(work, stage, name)),
    text,
  )

/** @param {string} script */
function run(script) {
  const { status } = spawnSync('sh', ['-ec', script], {
    cwd: join(work, stage, 'app'),
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) throw new Error(`failed: ${script}`)
}

/** @param {string} words */
function copy(words) {
  const parts = words.split(' ')
  const from = parts[0].startsWith('--from=') ? parts.shift().slice('--from='.length) : undefined
  const to = join(work, stage, 'app', parts.pop())
  for (const part of parts) {
    if (!from && !allowed.some((name) => part === name || part.startsWith(`${name}/`))) {
      throw new Error(`.dockerignore keeps ${part} out`)
    }
    const source = from ? join(work, from, part.replace('/app', 'app')) : join(root, part)
    const folder = parts.length > 1 || to.endsWith('/')
    cpSync(source, folder ? join(to, part) : to, {
      recursive: true,
      filter: (one) => !one.endsWith('/config/.env'),
    })
  }
}

const steps = {
  FROM(words) {
    stage = / AS (\w+)/.exec(words)?.[1] ?? 'last'
    mkdirSync(join(work, stage, 'app'), { recursive: true })
  },
  ENV(words) {
    if (stage === 'last') {
      for (const pair of words.split(' ')) {
        const [name, value] = pair.split('=')
        env[name] = here(value)
      }
    }
  },
  COPY: copy,
  // Who the folder belongs to is a matter of the image.
  RUN: (words) => run(here(words).replace(/ && chown \S+ \S+/, '')),
  HEALTHCHECK(words) {
    check = words.slice(words.indexOf('CMD ') + 4)
  },
  CMD(words) {
    command = JSON.parse(words)
  },
}

for (const line of readFileSync(join(root, 'Dockerfile'), 'utf8').split('\n')) {
  const [, name, words] = /^([A-Z]+) (.*)$/.exec(line) ?? []
  if (name in steps) {
    console.log(`> ${line}`)
    steps[name](words)
  }
}
env.PORT = process.env.PORT ?? '18080'
const desk = spawn(command[0], command.slice(1), {
  cwd: join(work, 'last', 'app'),
  env,
  stdio: 'inherit',
})
let well = false
for (let n = 0; n < 20 && !well; n++) {
  await wait(500)
  well = spawnSync('sh', ['-c', check], { env }).status === 0
}
const kept = existsSync(join(work, 'last', 'data', 'redress.db'))
desk.kill()
await new Promise((done) => desk.once('exit', done))
const sick = spawnSync('sh', ['-c', check], { env }).status !== 0
rmSync(work, { recursive: true })
console.log({ well, kept, sickWhenStopped: sick })
process.exitCode = well && kept && sick ? 0 : 1
