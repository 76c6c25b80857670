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
}

/** What a conversation tells the list of unfinished complaints about itself. */
export type ToDraft = { type: 'draft.told'; line: DraftLine } | { type: 'draft.over' }
