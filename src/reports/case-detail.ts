import type { Block } from '../domain/block.ts'
import type { Concerned } from '../domain/fairness.ts'
import type { Approval, Complaint, Proposal, SurveyResult, Verdict } from '../domain/ticket.ts'

/** What a card shows beside the indexed fields. */
export type CaseDetail = {
  complaint: Complaint
  verdict: { verdict: Verdict; reason: string } | null
  proposals: readonly Proposal[]
  approvals: readonly Approval[]
  surveys: readonly SurveyResult[]
  /** Who works on it in the department, by id. */
  handler?: string | null
  /** The staff it is about. */
  about?: readonly Concerned[]
  /** Until when (epoch ms) its customer's data are under lock; `null`: they are no more. */
  restrictedUntil?: number | null
  /** Somebody was hurt: whether the customer sends medical papers. */
  medical?: 'none' | 'asked' | 'yes' | 'no'
  /** Why nothing of it may be erased. */
  frozen?: string
  /** What a colleague has asked the customer and waits for; `at` in epoch ms. */
  question?: { text: string; by: { name: string }; at: number } | null
  /** The customer's messages are not handled. */
  blocked?: Block | null
}
