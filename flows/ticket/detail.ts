import type { TicketContext } from './context.ts'

/** What a stored ticket tells beside its indexed fields: the complaint, what was judged, offered, signed and scored. */
export function detailOf({ context }: { context: TicketContext }) {
  const { complaint, verdict, proposals, approvals, surveys, promisedAt, dueAt } = context
  const { about = [], blocked = null, question = null, restricted, anonymous, frozen } = context
  return {
    ...{ complaint, verdict, proposals, approvals, surveys, promisedAt, dueAt, about },
    ...{ blocked, question, handler: context.handler?.id ?? null },
    ...(restricted ? { restrictedUntil: restricted.until } : {}),
    ...(anonymous ? { restrictedUntil: null } : {}),
    ...(complaint.hurt ? { medical: context.medical ?? ('none' as const) } : {}),
    ...(frozen ? { frozen: frozen.reason } : {}),
  }
}
