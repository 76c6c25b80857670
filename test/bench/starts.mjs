// What a channel costs before the first message: `node test/bench/starts.mjs` after `npm run build` prints, for a desk with no
// channel, with Telegram, with WeCom's 智能机器人 and with a personal WeChat account (a puppet that only plays), how long `npm start`
// takes until the pages are there, and four seconds later the processor time it has used and its memory. Medians of ROUNDS (5). Then
// how large the install is, and would be without what only some need; ROUNDS=0 prints that alone.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { measureOptional } from './install-size.mjs'

const rounds = Number(process.env.ROUNDS ?? 5)
const channels = {
  none: {},
  telegram: {
    TELEGRAM_BOT_TOKEN: '123456:a-token-that-nobody-has-got',
    TELEGRAM_API: 'http://127.0.0.1:9',
  },
  aibot: {
    WECOM_AIBOT_ID: 'a-robot',
    WECOM_AIBOT_SECRET: 'that-nobody-has-got',
    WECOM_AIBOT_URL: 'ws://127.0.0.1:9',
  },
  wechaty: { WECHATY_PUPPET: 'mock' },
}

/** @param {Record<string, string>} settings */
async function start(settings) {
  const folder = mkdtempSync(join(tmpdir(), 'redress-start-'))
  const env = { ...process.env, ...settings, DATA: folder, PORT: '0', LOG_LEVEL: 'silent' }
  const began = performance.now()
  const desk = spawn(
    process.execPath,
    ['--max-semi-space-size=64', '--no-allocation-site-pretenuring', 'dist/src/main.js'],
    { env, stdio: ['ignore', 'pipe', 'ignore'] },
  )
  await new Promise((resolve, reject) => {
    desk.stdout.on('data', (chunk) => String(chunk).includes('/desk') && resolve(undefined))
    desk.once('exit', (code) => reject(new Error(`the desk ended with ${code}`)))
  })
  const ms = performance.now() - began
  await wait(4_000)
  const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${desk.pid}/status`, 'utf8'))?.[1])
  // Ticks of 10 ms, in its own mode and in the kernel's (proc_pid_stat(5)).
  const stat = readFileSync(`/proc/${desk.pid}/stat`, 'utf8').split(') ')[1].split(' ')
  const cpu = (Number(stat[11]) + Number(stat[12])) / 100
  desk.kill()
  await new Promise((resolve) => desk.once('close', resolve))
  rmSync(folder, { recursive: true })
  return { ms, cpu, mb: rss / 1024 }
}

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

for (const [name, settings] of rounds ? Object.entries(channels) : []) {
  const all = []
  for (let n = 0; n < rounds; n++) all.push(await start(settings))
  const of = (key) => median(all.map((one) => one[key]))
  console.log(
    `${name.padEnd(9)} ${Math.round(of('ms'))} ms until the pages, ${of('cpu').toFixed(1)} s of processor, ${Math.round(of('mb'))} MB`,
  )
}
for (const [name, { mb, packages }] of Object.entries(measureOptional())) {
  console.log(`${name.padEnd(30)} ${mb.toFixed(1).padStart(6)} MB in ${packages} packages`)
}
