import { expect } from 'vitest'
import type { Option } from '../../src/domain/ticket.ts'
import { talk } from './talk.ts'
import { complaint, understood } from './understood.ts'

export const of = { ticket: 'ticket:1', number: 'CP-1' } as const
export const promisedAt = Date.UTC(2026, 10, 27)
export const refund: Option = { remedy: 'refund', amount: 5_000, text: '退还' }
export const sorry: Option = { remedy: 'apology', amount: 0, text: '书面致歉' }
export const proposed = (options: readonly Option[] = [refund, sorry], proposal = 1) =>
  ({ type: 'ticket.proposed', ...of, proposal, options, approvedBy: 'chen' }) as const

/** Somebody whose complaint is a ticket. */
export function followed() {
  const li = talk()
  li.says('快递丢了', complaint('delivery', { intents: ['submit'] }))
  li.hears({ type: 'ticket.opened', ...of, promisedAt })
  return li
}

/** Somebody in the middle of a first complaint, who has an older ticket. */
export function interrupted() {
  const li = talk()
  li.hears({ type: 'ticket.reopened', ...of, promisedAt })
  li.says('我要投诉', understood({ grievance: true, intents: ['complaint'] }))
  li.presses('matter:new')
  li.says('电饭锅坏了', complaint('quality'))
  expect(li.snapshot().value).toEqual({ intake: 'asking' })
  return li
}
