import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { InboundMessage } from '../../src/domain/message.ts'

/** What reached somebody, as the desk's process wrote it down before the hand-over counted. */
export type Delivered = {
  to: string
  text: string
  buttons: { id: string; label: string }[]
  letter: string
  /** Which of the processes handed it over, counted from 0. */
  life: number
}

/** The desk in a process of its own, which a test kills and starts again on the same folder. */
export class KillableDesk {
  readonly #folder: string
  readonly #deliveries: string
  #now: number
  #child: ChildProcess | undefined
  #waiting = new Map<string, () => void>()
  readonly acknowledged = new Set<string>()
  kills = 0
  /** What has still to happen before the process dies: messages acknowledged, letters handed over. */
  #untilDeath = Number.POSITIVE_INFINITY

  constructor(folder: string, start: number) {
    this.#folder = join(folder, 'data')
    this.#deliveries = join(folder, 'deliveries.jsonl')
    this.#now = start
  }

  get folder(): string {
    return this.#folder
  }

  get now(): number {
    return this.#now
  }

  async start(): Promise<void> {
    const script = join(import.meta.dirname, 'killable-desk.mjs')
    const child = spawn(
      process.execPath,
      [script, this.#folder, this.#deliveries, String(this.#now), String(this.kills)],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    )
    this.#child = child
    child.stdin!.on('error', () => undefined)
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the desk ended with ${code}`)))
      createInterface({ input: child.stdout! }).on('line', (text) => {
        const line = JSON.parse(text) as { ready?: true; ack?: string; done?: string }
        if (line.ready) resolve()
        else if (--this.#untilDeath === 0) this.kill()
        if (line.ack !== undefined) this.acknowledged.add(line.ack)
        const id = line.ack ?? line.done
        if (id !== undefined) this.#waiting.get(id)?.()
      })
    })
  }

  /** Lets the process die after so many more things have happened. */
  dieAfter(happenings: number): void {
    this.#untilDeath = happenings
  }

  /** No warning, no clean-up: what is not on disk is gone. */
  kill(): void {
    this.kills += 1
    this.#untilDeath = Number.POSITIVE_INFINITY
    this.#child!.kill('SIGKILL')
  }

  /** Brings messages until each is acknowledged, as a platform does: again after every kill. */
  send(messages: readonly Omit<InboundMessage, 'at' | 'channel'>[]): Promise<void> {
    return this.#ask(messages.map((message) => ({ id: message.key, line: { message } })))
  }

  async enrol(who: { id: string; role: string; team: string }): Promise<void> {
    const id = `enrol ${who.id}`
    await this.#ask([{ id, line: { id, enrol: who } }])
  }

  async passTo(at: number): Promise<void> {
    this.#now = Math.max(this.#now, at)
    const id = `pass ${at} ${this.kills}`
    await this.#ask([{ id, line: { id, passTo: at } }])
  }

  async #ask(asked: readonly { id: string; line: object }[]): Promise<void> {
    const done = asked.map(
      ({ id }) => new Promise<void>((resolve) => this.#waiting.set(id, resolve)),
    )
    const gone = new Promise((_, reject) => {
      this.#child!.once('close', () => reject(new Killed()))
    })
    gone.catch(() => undefined)
    for (const { line } of asked) this.#child!.stdin!.write(`${JSON.stringify(line)}\n`)
    await Promise.race([Promise.all(done), gone])
  }

  /** Ends the process as an operator would, and waits for it. */
  async end(): Promise<void> {
    const child = this.#child!
    const gone = new Promise((resolve) => child.once('close', resolve))
    child.stdin!.end()
    await gone
  }

  delivered(): Delivered[] {
    if (!existsSync(this.#deliveries)) return []
    return readFileSync(this.#deliveries, 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => JSON.parse(line) as Delivered)
  }
}

/** The process was killed before it answered. */
export class Killed extends Error {
  override name = 'Killed'
}
