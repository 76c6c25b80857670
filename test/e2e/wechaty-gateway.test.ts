import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it, vi } from 'vitest'
import { readBook } from '../../src/book.ts'
import { createTerminalChannel } from '../../src/channels/terminal/terminal-channel.ts'
import type { WechatyChannel } from '../../src/channels/wechaty/account.ts'
import { createWechatyChannel } from '../../src/channels/wechaty/wechaty-channel.ts'
import { systemClock } from '../../src/clock/system.ts'
import { openDesk } from '../../src/desk.ts'
import type { Policy, Span } from '../../src/domain/policy.ts'
import { freePort } from '../support/running-desk.ts'
import { tempFolder } from '../support/store-folder.ts'
import { load } from '../support/wechaty-phone.ts'

// Its errors are the channel's to tell.
process.env.WECHATY_LOG ??= 'silent'
const token = 'insecure_11111111-2222-4333-8444-555555555555'

/** The gateway, which is killed and started again; what li's phone has shown outlives it. */
function gatewayAt(endpoint: string) {
  const shown: string[] = []
  let child: ChildProcess
  const gateway = {
    shown,
    async start() {
      const script = join(import.meta.dirname, '../support/wechaty-gateway.mjs')
      child = spawn(process.execPath, ['--no-deprecation', script, endpoint, token], {
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      await new Promise<void>((resolve, reject) => {
        child.once('exit', (code) => reject(new Error(`the gateway ended with ${code}`)))
        createInterface({ input: child.stdout! }).on('line', (line) => {
          const told = JSON.parse(line) as { ready?: true; shown?: string }
          if (told.shown !== undefined) shown.push(told.shown)
          if (told.ready) resolve()
        })
      })
    },
    says: (text: string) => void child.stdin!.write(`${JSON.stringify({ says: text })}\n`),
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'close')
    },
  }
  return gateway
}

const seconds = (n: number): { rule: string; within: Span } => ({
  rule: 'test',
  within: { n, unit: 'seconds' },
})

/** Nobody has to wait long. */
function impatient(policy: Policy): Policy {
  return {
    ...policy,
    burst: { story: seconds(0.2), storyAtMost: seconds(0.5), answer: seconds(0.1) },
    outbox: {
      ...policy.outbox,
      tries: { rule: 'test', value: 1_000 },
      firstRetry: seconds(0.2),
      longestRetry: seconds(0.5),
    },
    wechaty: {
      ...policy.wechaty,
      gap: seconds(0.02),
      gapMore: seconds(0.02),
      ask: seconds(0.5),
      silent: seconds(3),
      firstRestart: seconds(0.2),
      longestRestart: seconds(0.5),
    },
  }
}

it('over a real gateway a talk goes on, and when the gateway is killed and comes back no letter is lost', async () => {
  const port = await freePort()
  await using folder = await tempFolder()
  const endpoint = `127.0.0.1:${port}`
  const gateway = gatewayAt(endpoint)
  await gateway.start()
  const book = readBook({ env: {}, adjust: impatient })
  const { policy, organisation } = book.settings
  const faults: string[] = []
  const fault = (problem: unknown) => void faults.push(String(problem))
  let channel: WechatyChannel
  const desk = await openDesk({
    book,
    folder: folder.path,
    clock: systemClock,
    lookEvery: 200,
    onFault: (where, error) => fault(`${where}: ${error}`),
    channels({ store }) {
      channel = createWechatyChannel({
        account: {
          library: 'wechaty',
          puppet: 'wechaty-puppet-service',
          options: { token, endpoint, tls: { disable: true } },
        },
        store,
        clock: systemClock,
        policy,
        locale: organisation.locale,
        say: (wording, locale) => book.speaker.speak(wording, locale),
        staff: { has: () => false },
        random: () => 0.5,
        load,
        onProblem: fault,
      })
      return [channel, createTerminalChannel(() => undefined)]
    },
  })
  try {
    await desk.app.start()
    const isWell = () => expect(channel.health()).toEqual({ ok: true })
    await vi.waitFor(isWell, { timeout: 20_000, interval: 50 })
    gateway.says('我要投诉')
    const hasAnswered = (n: number) => () => expect(gateway.shown.length).toBeGreaterThan(n)
    await vi.waitFor(hasAnswered(0), { timeout: 20_000, interval: 50 })
    expect(gateway.shown.join('\n')).toMatch(/抱歉|理解|对不起/)

    await gateway.kill()
    const letters = Array.from({ length: 5 }, (_, n) => `第 ${n + 1} 封`)
    // What was on its way before may arrive as well.
    const isLetter = (text: string) => letters.includes(text)
    await desk.app.loop.post(
      letters.map((text) => ({
        to: 'customer:wechaty/li' as const,
        dueAt: systemClock.now(),
        message: { text },
      })),
    )
    const isCutOff = () => expect(channel.health().ok).toBe(false)
    await vi.waitFor(isCutOff, { timeout: 20_000, interval: 50 })
    await gateway.start()
    const hasAll = () => expect(gateway.shown.filter(isLetter)).toEqual(letters)
    await vi.waitFor(hasAll, { timeout: 30_000, interval: 50 })

    await vi.waitFor(isWell, { timeout: 30_000, interval: 50 })
    const last = gateway.shown.length
    gateway.says('买的六个杯子少发了一个')
    await vi.waitFor(hasAnswered(last), { timeout: 20_000, interval: 50 })
    expect(faults.join('\n')).toMatch(/no sign of life/)
    expect(faults.join('\n')).not.toMatch(/insecure_|杯子|第 \d 封/)
  } finally {
    await desk.close()
    await gateway.kill()
  }
})
