import type { ConversationId, DraftId } from '../domain/actor.ts'
import type { BlockLine } from '../domain/block.ts'
import type { Choice } from '../domain/effect.ts'
import type { Wording } from '../domain/wording.ts'
import type { Store } from '../store/port.ts'

/** A blocked customer on the list. */
export type ListedBlock = BlockLine & { conversation: ConversationId }

const prefix = 'block/'
const shown = 10

/** The record a blocked customer's line is kept in. */
export function blockRecord(list: DraftId): string {
  return prefix + list.slice('draft:'.length)
}

/** Everybody whose messages are not handled, the last one first. */
export async function readBlocks(store: Store): Promise<readonly ListedBlock[]> {
  const found = await store.records(prefix)
  return found
    .map(({ name, value }) => ({
      ...(value as BlockLine),
      conversation: `conversation:${name.slice(prefix.length)}` as ConversationId,
    }))
    .sort((a, b) => b.at - a.at)
}

/** Who is blocked, by whom, when and why, each with a button that lifts it. */
export function blockWordings(blocks: readonly ListedBlock[]): {
  texts: readonly Wording[]
  choices: readonly Choice[]
} {
  const few = blocks.slice(0, shown)
  const more = blocks.length - few.length
  return {
    texts: [
      { key: 'desk.blocked.title', values: { n: blocks.length } },
      ...few.map(lineOf),
      ...(more > 0 ? [{ key: 'desk.drafts.more', values: { n: more } }] : []),
    ],
    choices: few.map(({ conversation }, n) => ({
      id: `/unblock ${conversation}`,
      label: { key: 'desk.button.unblock', values: { n: n + 1 } },
    })),
  }
}

function lineOf({ customer, conversation, numbers, name, at, reason }: ListedBlock, n: number) {
  return {
    key: numbers.length ? 'desk.blocked.lineOf' : 'desk.blocked.line',
    values: {
      n: n + 1,
      customer: customer ?? conversation.slice(conversation.indexOf('/') + 1).slice(-4),
      numbers: { list: [...numbers] },
      name,
      at: { time: at },
      reason,
    },
  }
}
