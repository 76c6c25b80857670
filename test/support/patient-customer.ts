import { setTimeout as delay } from 'node:timers/promises'
import type { RunningDesk } from './running-desk.ts'

const patience = 150_000

type Line = { seq: number; by: string; text?: string; id?: string }

/** What pages saw of a desk in trouble. */
export type Count = { acknowledged: number; refused: number; unreached: number }

/** A page that keeps what it could not send and sends it again, wherever somebody answers. */
export class PatientCustomer {
  readonly acknowledged: string[] = []
  readonly #desks: readonly RunningDesk[]
  readonly #count: Count
  #at: number
  #token = ''

  constructor(desks: readonly RunningDesk[], n: number, count: Count) {
    this.#desks = desks
    this.#at = n
    this.#count = count
  }

  async begin(): Promise<void> {
    const answer = await this.#ask('', { method: 'POST' })
    this.#token = ((await answer.json()) as { token: string }).token
  }

  /** The same person on the same page, at other desks. */
  at(desks: readonly RunningDesk[]): PatientCustomer {
    const there = new PatientCustomer(desks, 0, this.#count)
    there.#token = this.#token
    there.acknowledged.push(...this.acknowledged)
    return there
  }

  async say(text: string): Promise<void> {
    const id = `m${this.acknowledged.length}`
    await this.#ask(`/${this.#token}/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id, text }),
    })
    this.acknowledged.push(text)
    this.#count.acknowledged += 1
  }

  async lines(): Promise<Line[]> {
    const answer = await this.#ask(`/${this.#token}/lines`, {})
    return ((await answer.json()) as { lines: Line[] }).lines
  }

  /** Waits for words of the desk after a line. */
  async hears(words: RegExp, after = 0): Promise<number> {
    const until = Date.now() + patience
    while (Date.now() < until) {
      const lines = await this.lines()
      const found = lines.find(
        ({ seq, by, text }) => seq > after && by !== 'customer' && words.test(text ?? ''),
      )
      if (found) return found.seq
      await delay(400)
    }
    throw new Error(`not heard: ${words}: ${JSON.stringify(await this.lines())}`)
  }

  async complain(n: number): Promise<void> {
    await this.begin()
    await this.say('我要投诉')
    await this.say(`电饭煲用了${n}天就坏了，我要换一台`)
    const heard = await this.hears(/./)
    await delay(200 * n)
    await this.hears(/./, heard)
    await this.say('直接提交')
    await this.hears(/CP-\d{8}-\d{4}/)
  }

  /** Asks again and again how it stands, for as long as the bad minute lasts. */
  async keepAsking(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await this.say('进度')
      await delay(1_500)
    }
  }

  async #ask(path: string, init: RequestInit): Promise<Response> {
    const until = Date.now() + patience
    for (;;) {
      const desk = this.#desks[this.#at++ % this.#desks.length]!
      try {
        const signal = AbortSignal.timeout(8_000)
        const answer = await fetch(`${desk.base}/api/conversations${path}`, { ...init, signal })
        if (answer.ok) return answer
        this.#count.refused += 1
      } catch {
        this.#count.unreached += 1
      }
      if (Date.now() > until) throw new Error(`nobody answers ${path}`)
      await delay(300)
    }
  }
}
