import type { Level } from './ticket.ts'

/** An unfinished complaint as staff see it in a list: masked. `since` is when he first complained, epoch ms. */
export type DraftLine = {
  since: number
  category: string
  level: Level
  story: string
  name: string | null
  /** He has stopped answering. */
  silent: boolean
  /** The staff it is about, by id: to them it does not exist. Written by the list itself. */
  about?: readonly string[]
}

/** What a conversation tells the list of unfinished complaints about itself. */
export type ToDraft =
  /** `told`: all his words, for whom they name; not kept. */
  { type: 'draft.told'; line: DraftLine; told: string } | { type: 'draft.over' }
