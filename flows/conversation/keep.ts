import { locales } from '../../src/domain/wording.ts'
import type { Context, Input } from './context.ts'
import { newDraft } from './draft.ts'

/** Everything of an old snapshot that still means something, as the input of a fresh start. */
export function keptOf(old: unknown): Input {
  const was = (old as { context?: Partial<Context> } | null | undefined)?.context
  if (!was || typeof was !== 'object') return {}
  const kept: Input = { restarted: true, introduced: was.introduced !== false }
  if (was.locale && locales.includes(was.locale)) {
    kept.locale = was.locale
    kept.localeBy = was.localeBy === 'name' ? 'name' : 'writing'
  }
  if (was.contact && typeof was.contact === 'object') kept.contact = was.contact
  if (was.contactAsked === true) kept.contactAsked = true
  if (Array.isArray(was.tickets)) kept.tickets = was.tickets
  if (Array.isArray(was.waiting)) kept.waiting = was.waiting
  if (was.opening && typeof was.opening === 'object') kept.opening = was.opening
  Object.assign(kept, dangerOf(was))
  if (was.person && typeof was.person === 'object') kept.person = was.person
  if (was.draft && typeof was.draft === 'object') {
    const since = typeof was.draft.since === 'number' ? was.draft.since : 0
    kept.draft = { ...newDraft(since), ...was.draft, paused: true, open: was.draft.open ?? null }
  }
  return kept
}

function dangerOf({
  danger,
  safe,
  held,
  erasure,
  blocked,
}: Partial<Context>): Pick<Input, 'danger' | 'safe' | 'held' | 'erasure' | 'blocked'> {
  return {
    ...(erasure === 'wished' ? { erasure } : {}),
    ...(blocked && typeof blocked === 'object' ? { blocked } : {}),
    ...(Array.isArray(held) ? { held } : {}),
    ...(Array.isArray(danger?.kinds) ? { danger } : {}),
    ...(Array.isArray(safe) ? { safe } : {}),
  }
}
