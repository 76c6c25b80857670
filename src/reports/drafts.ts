import type { ConversationId, DraftId } from '../domain/actor.ts'
import type { DraftLine } from '../domain/draft.ts'
import type { Choice } from '../domain/effect.ts'
import type { Wording } from '../domain/wording.ts'
import type { Store } from '../store/port.ts'

/** An unfinished complaint on the list; `mark` tells it from the others, as short as may be. */
export type ListedDraft = DraftLine & { mark: string; conversation: ConversationId }

/** Where the lines of unfinished complaints are kept among the records. */
export const draftRecords = 'draft/'
const shown = 10
const buttons = 5

/** The record an unfinished complaint's line is kept in. */
export function recordOf(draft: DraftId): string {
  return draftRecords + draft.slice('draft:'.length)
}

/** Every unfinished complaint, the gravest first, then the oldest. */
export async function readDrafts(store: Store): Promise<readonly ListedDraft[]> {
  const found = await store.records(draftRecords)
  const names = found.map(({ name }) => name.slice(draftRecords.length))
  return found
    .map(({ value }, i) => ({
      ...(value as DraftLine),
      mark: markOf(names[i]!, names),
      conversation: `conversation:${names[i]!}` as ConversationId,
    }))
    .sort((a, b) => b.level - a.level || a.since - b.since)
}

/** Lines and buttons of the list, under the title `desk.drafts.<title>`. */
export function draftWordings(
  drafts: readonly ListedDraft[],
  title: 'title' | 'digest',
): { texts: readonly Wording[]; choices: readonly Choice[] } {
  const lines = drafts.slice(0, shown).map(lineOf)
  const more = drafts.length - lines.length
  return {
    texts: [
      { key: `desk.drafts.${title}`, values: { n: drafts.length } },
      ...lines,
      ...(more > 0 ? [{ key: 'desk.drafts.more', values: { n: more } }] : []),
    ],
    choices: drafts.slice(0, buttons).map(({ mark }) => ({
      id: `/open ${mark}`,
      label: { key: 'desk.button.open', values: { mark } },
    })),
  }
}

function lineOf({ mark, name, category, level, story, since, silent }: ListedDraft): Wording {
  return {
    key: silent ? 'desk.drafts.silent' : 'desk.drafts.telling',
    values: {
      mark,
      name: name ?? { key: 'desk.unnamed' },
      category: { key: `category.${category}` },
      level: { key: `level.${level}` },
      story,
      since: { time: since },
    },
  }
}

/** The end of the customer's address, as long as it takes to be the only one. */
function markOf(name: string, all: readonly string[]): string {
  const peer = name.slice(name.indexOf('/') + 1)
  for (let length = 4; length < peer.length; length += 4) {
    const mark = peer.slice(-length)
    if (all.filter((other) => other.endsWith(mark)).length === 1) return mark
  }
  return peer
}
