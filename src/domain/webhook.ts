import type { WebhookAddress } from './actor.ts'

/** A program that is told what happens to tickets. Address and keys are secrets. */
export type Webhook = {
  address: WebhookAddress
  url: string
  /** What its messages are signed with; the first is the newest. */
  keys: readonly Uint8Array[]
}
