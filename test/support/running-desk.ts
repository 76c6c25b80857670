import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tempFolder } from './store-folder.ts'

/** The whole desk as its own process on a folder of its own, as `npm start` runs it. */
export type RunningDesk = AsyncDisposable & {
  /** The address of the customers' page, without the slash. */
  base: string
  /** Where it keeps everything. */
  folder: string
  /** What it wrote on the terminal so far. */
  readonly said: string
  /** The one-time code of the first admin. */
  code: string
  /** Ends the process at once, as a power cut does. */
  kill(): Promise<void>
  /** Stops it where it stands, and lets it go on. */
  pause(): void
  resume(): void
  /** Starts it again on the same folder and port. */
  start(): Promise<void>
}

export function runDesk(...flags: string[]): Promise<RunningDesk> {
  return runDeskWith({}, flags)
}

/** The same with settings of the machine's environment. */
export async function runDeskWith(
  settings: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<RunningDesk> {
  // Builds only what is stale.
  spawnSync(process.execPath, ['src/prepare.mjs'], { stdio: 'inherit' })
  const folder = await tempFolder()
  const port = await freePort()
  let running: ChildProcess
  let said = ''
  const desk: RunningDesk = {
    base: `http://127.0.0.1:${port}`,
    folder: folder.path,
    get said() {
      return said
    },
    get code() {
      return /\b[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}\b/.exec(said)?.[0] ?? ''
    },
    async kill() {
      running.kill('SIGKILL')
      await once(running, 'exit')
    },
    pause: () => void running.kill('SIGSTOP'),
    resume: () => void running.kill('SIGCONT'),
    async start() {
      const env = {
        ...process.env,
        ...settings,
        PORT: String(port),
        DATA: folder.path,
        LOG_LEVEL: 'error',
      }
      running = spawn(process.execPath, ['dist/src/main.js', ...flags], { env })
      running.stderr!.on('data', (chunk) => process.stderr.write(chunk))
      const ready = new Promise<void>((resolve, reject) => {
        running.stdout!.on('data', (chunk) => {
          said += chunk
          if (said.includes('/desk')) resolve()
        })
        running.once('exit', (code) => reject(new Error(`the desk ended with ${code}: ${said}`)))
      })
      await ready
    },
    async [Symbol.asyncDispose]() {
      if (running.exitCode === null && running.signalCode === null) {
        running.kill('SIGTERM')
        await once(running, 'exit')
      }
      await folder[Symbol.asyncDispose]()
    },
  }
  await desk.start()
  return desk
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
