/** Counts wrong tries per place and forgets them after a while; a restart forgets them too. */
export class Throttle {
  readonly #most: number
  readonly #forgetAfter: number
  #tries = new Map<string, { count: number; since: number }>()

  /** `most` tries within `forgetAfter` ms. */
  constructor(most: number, forgetAfter: number) {
    this.#most = most
    this.#forgetAfter = forgetAfter
  }

  /** True when this place has used up its tries. */
  spent(place: string, now: number): boolean {
    const entry = this.#tries.get(place)
    return entry !== undefined && now - entry.since < this.#forgetAfter && entry.count >= this.#most
  }

  count(place: string, now: number): void {
    this.#forget(now)
    const entry = this.#tries.get(place)
    if (entry) entry.count++
    else this.#tries.set(place, { count: 1, since: now })
  }

  #forget(now: number): void {
    for (const [place, { since }] of this.#tries) {
      if (now - since >= this.#forgetAfter) this.#tries.delete(place)
    }
  }
}
