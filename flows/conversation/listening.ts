import type { Context, Rules } from './context.ts'
import { placeOf } from './place.ts'
import { questionOf } from './plan.ts'

/** While a story is told the bot waits longest; to a person every word goes at once. */
export function hears(context: Context, rules: Rules): 'story' | 'answer' | 'at once' {
  const place = placeOf(context)
  if (place === 'with a human') return 'at once'
  if (place === 'idle' || place === 'draft kept' || place === 'intake.hearing the story') {
    return 'story'
  }
  const { draft } = context
  if (place !== 'intake.asking' || !draft?.open) return 'answer'
  return questionOf(draft, rules, draft.open.id)?.options ? 'answer' : 'story'
}

/** What the understanding of the next message may rely on: a catalog question's id, else what was asked for. */
export function asked({ draft, asksAddress }: Context): { question?: string; category?: string } {
  if (asksAddress) return { question: 'contact' }
  if (!draft) return {}
  const question = draft.open?.id ?? draft.open?.kind
  return { category: draft.category, ...(question === undefined ? {} : { question }) }
}
