import type { ActorId } from '../../domain/actor.ts'
import type { ActorDocument } from './document.ts'

/** Documents this process read or wrote last; `null` where there was none. Never proof, only a guess to begin from. */
export class Known {
  readonly #limit: number
  #recent = new Map<ActorId, ActorDocument | null>()
  #before = new Map<ActorId, ActorDocument | null>()

  constructor(limit: number) {
    this.#limit = limit
  }

  get(actor: ActorId): ActorDocument | null | undefined {
    const recent = this.#recent.get(actor)
    return recent === undefined ? this.#before.get(actor) : recent
  }

  /** After a write, or a look at what a majority has. */
  set(actor: ActorId, doc: ActorDocument | undefined): void {
    if (this.#recent.size >= this.#limit) {
      this.#before = this.#recent
      this.#recent = new Map()
    }
    this.#recent.set(actor, doc ?? null)
  }

  /** After a plain read, which may have been overtaken by a write of this process. */
  read(actor: ActorId, doc: ActorDocument | undefined): void {
    const known = this.get(actor)
    if (!known || (doc && doc.desk.writes > known.desk.writes)) this.set(actor, doc)
  }

  forget(actor: ActorId): void {
    this.#recent.delete(actor)
    this.#before.delete(actor)
  }
}
