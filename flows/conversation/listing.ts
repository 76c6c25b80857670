import { draftOf } from '../../src/domain/actor.ts'
import type { DraftLine, ToDraft } from '../../src/domain/draft.ts'
import type { Effect } from '../../src/domain/effect.ts'
import { maskName, maskText } from '../../src/domain/mask.ts'
import type { Context, Rules } from './context.ts'
import { levelOf } from './summary.ts'

const shown = 80

/** Tells the list of unfinished complaints when its line for this talk is another after a turn. */
export function listing(before: Context, after: Context, rules: Rules): Effect[] {
  const same = before.draft === after.draft && before.opening === after.opening
  if (same && before.contact === after.contact) return []
  const was = lineOf(before, rules)
  const is = lineOf(after, rules)
  const heardMore = is !== undefined && before.draft?.story !== after.draft?.story
  if (!heardMore && JSON.stringify(was) === JSON.stringify(is)) return []
  const event: ToDraft = is
    ? { type: 'draft.told', line: is, told: after.draft?.story ?? '' }
    : { type: 'draft.over' }
  return [{ type: 'tell', actor: draftOf(after.customer), event }]
}

/** From the moment he has said what happened until it is a ticket, or he wants nobody to look at it. */
function lineOf(
  { draft, contact, opening, confirming }: Context,
  rules: Rules,
): DraftLine | undefined {
  if (!draft?.story || draft.ticket || opening || draft.declined) return undefined
  // It may yet turn out to be about a case that is there.
  if (confirming?.what === 'matter') return undefined
  const { since, category } = draft
  const story = maskText(draft.story).replaceAll(/\s+/g, ' ').trim()
  return {
    since,
    category,
    level: levelOf(draft, rules).level,
    story: story.length > shown ? `${story.slice(0, shown)}…` : story,
    name: contact.name ? maskName(contact.name) : null,
    silent: draft.reminded || draft.paused,
  }
}
