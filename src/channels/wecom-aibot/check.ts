import type { Checked } from '../check.ts'
import type { Account } from './account.ts'

/** The bot bears one connection: to try it would take it from a desk that runs. */
export async function checkAibot({ botId }: Account): Promise<Checked> {
  return {
    findings: [{ state: 'care', key: 'aibot not tried', values: { id: botId } }],
    enter: { nothing: 'enter aibot' },
  }
}
