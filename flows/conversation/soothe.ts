import type { Understanding } from '../../src/domain/understanding.ts'
import type { Wording } from '../../src/domain/wording.ts'
import { alternatives, type Context } from './context.ts'
import type { Draft, Soothing } from './draft.ts'

/** Which soothing fits: what happened to a body comes before anger, anger before the matter. */
export function soothingFor(u: Understanding, draft?: Draft | null): Soothing {
  if (u.hurt || draft?.hurt) return 'hurt'
  return u.mood === 'furious' ? 'furious' : 'ordinary'
}

/**
 * One soothing sentence, where it is time for one: at the first grievance, at each new kind, and again while somebody
 * vents; never one that was said before.
 */
export function soothe(
  context: Context,
  draft: Draft,
  u: Understanding,
): { texts: Wording[]; draft: Draft; soothed: Context['soothed'] } {
  const kind = soothingFor(u, draft)
  const suffers = u.grievance || u.hurt || u.intents.includes('complaint')
  if (!suffers) return { texts: [], draft, soothed: context.soothed }
  const first = !draft.soothed.includes(kind) && !(kind === 'ordinary' && draft.soothed.length > 0)
  // The first words come twice, and were soothed when they came first.
  const vents = u.hurt || (u.grievance && (u.mood !== 'calm' || draft.furious))
  const again = vents && !context.greeted
  const left = context.soothed[kind] < alternatives.soothe
  if (!left || !(first || again)) return { texts: [], draft, soothed: context.soothed }
  return {
    texts: [{ key: `conversation.soothe.${kind}` }],
    draft: { ...draft, soothed: [...new Set([...draft.soothed, kind])] },
    soothed: { ...context.soothed, [kind]: context.soothed[kind] + 1 },
  }
}
