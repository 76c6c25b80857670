import type { ActorDocument } from './document.ts'

/** The document as it is to be next, or none where nothing changes, and what the caller is told. */
export type Changed<T> = { doc?: ActorDocument; result: T }

/** One change of one actor's document. */
export type Job<T> = {
  /** Pure: it runs again on a fresher document when somebody else was faster. */
  change(doc: ActorDocument | undefined): Changed<T>
  /** A commit: of these one document write carries one at most. */
  commits?: boolean
  /** Told once it is durable, before anybody is answered. */
  written?(result: T, doc: ActorDocument): void
}
