/** What can threaten people now. */
export const dangerKinds = [
  'self-harm',
  'unconscious',
  'trapped',
  'carbon-monoxide',
  'poisoned',
  'explosion',
  'fire',
  'gas',
  'shock',
  'threat',
  'hurt',
  'battery',
  'fraud',
] as const
export type DangerKind = (typeof dangerKinds)[number]
