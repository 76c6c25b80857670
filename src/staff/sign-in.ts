import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../clock/port.ts'
import type { Store } from '../store/port.ts'
import { changeRecord } from '../store/records.ts'

const validFor = 15 * 60_000

/** Links that sign somebody in who is enrolled already: for one use, for a quarter of an hour. */
export class SignIn {
  readonly #store: Store
  readonly #clock: Pick<Clock, 'now'>

  constructor(deps: { store: Store; clock: Pick<Clock, 'now'> }) {
    this.#store = deps.store
    this.#clock = deps.clock
  }

  /** The secret part of a link for this person; kept only as its hash. An earlier one of his stops working. */
  async link(id: string): Promise<string> {
    const secret = randomBytes(24).toString('base64url')
    const value = { hash: hashOf(secret), until: this.#clock.now() + validFor }
    await changeRecord(this.#store, `sign-in:${id}`, () => value)
    return secret
  }

  /** Whose link it is, once. */
  async use(secret: string): Promise<string | undefined> {
    const hash = hashOf(secret)
    for (const { name, value, revision } of await this.#store.records('sign-in:')) {
      const link = value as { hash: string; until: number }
      if (link.hash !== hash) continue
      const first = await this.#store.writeRecord(name, revision, undefined)
      const valid = first && this.#clock.now() <= link.until
      return valid ? name.slice('sign-in:'.length) : undefined
    }
    return undefined
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
