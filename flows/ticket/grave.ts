import type { TicketContext, TicketRules } from './context.ts'

/** Whether the case wakes people at any hour and its alerts go before others: by its level, or because somebody is in danger. */
export function isGrave(
  { level, complaint }: Pick<TicketContext, 'level' | 'complaint'>,
  { policy }: Pick<TicketRules, 'policy'>,
): boolean {
  return level >= policy.levels.wakes.value || complaint.danger !== undefined
}
