import { z } from 'zod'
import { roles } from '../domain/person.ts'
import type { Policy, Span } from '../domain/policy.ts'
import { spanMs } from '../domain/span.ts'
import { camelKeys } from './camel-keys.ts'
import { shown } from './explain-issues.ts'
import {
  amount,
  amountOrNone,
  count,
  level,
  size,
  span,
  spanByTheClock,
  timeOfDay,
} from './fields.ts'

const rule = z.string().min(1)
const timed = z.strictObject({ rule, within: span })
const byTheClock = z.strictObject({ rule, within: spanByTheClock })
const figure = (from = 0) => z.strictObject({ rule, value: count(from) })

const outbox = z
  .strictObject({
    tries: figure(1),
    first_retry: byTheClock,
    longest_retry: byTheClock,
    crowd: figure(1),
    away: byTheClock,
    channel_away: byTheClock,
  })
  .superRefine((given, context) => {
    const first = spanMs(given.first_retry.within)
    if (spanMs(given.longest_retry.within) >= first) return
    const show = ({ n, unit }: { n: number; unit: string }) => shown(`${n} ${unit}`)
    const values = { got: show(given.longest_retry.within), other: show(given.first_retry.within) }
    const path = ['longest_retry', 'within']
    context.addIssue({ code: 'custom', path, params: { what: 'order', values } })
  })

const deadlines = z
  .strictObject({
    taking_major: timed,
    taking_danger: timed,
    taking: timed,
    department: timed,
    answer: timed,
    approval: timed,
    opinion: timed,
    implementing: timed,
    survey: timed,
    follow_up: timed,
    survey_reminder: timed,
    reopen: timed,
    reminder_before: z.strictObject({ rule, value: z.number().min(0).max(1) }),
    again: timed,
    again_calm: timed,
    call_taken: timed,
    alert_seen: timed,
    alert_seen_grave: timed,
    question: timed,
    human_silent: timed,
    unheard: byTheClock,
    unseen: timed,
  })
  .superRefine(({ survey, follow_up }, context) => {
    if (inWork(follow_up.within) >= inWork(survey.within)) return
    const show = ({ n, unit }: Span) => shown(`${n} ${unit}`)
    const values = { got: show(follow_up.within), other: show(survey.within) }
    context.addIssue({
      code: 'custom',
      path: ['follow_up', 'within'],
      params: { what: 'order', values },
    })
  })

/** Lengths of working time, roughly, to tell which is longer. */
function inWork({ n, unit }: Span): number {
  const hours = { seconds: 1 / 3_600, minutes: 1 / 60, hours: 1, days: 24 } as const
  if (unit === 'working hours') return n * 3
  return n * hours[unit === 'working days' ? 'days' : unit]
}

/** `config/policy.yaml`: every key is needed, no other is known. */
export const policyFile: z.ZodType<Policy> = z
  .strictObject({
    burst: z.strictObject({ story: byTheClock, story_at_most: byTheClock, answer: byTheClock }),
    interview: z.strictObject({
      questions: figure(1),
      questions_in_need: figure(1),
      reminder: timed,
      draft: timed,
    }),
    deadlines,
    promised_day: z.strictObject({
      rule,
      ask_owner_at: timeOfDay,
      ask_supervisors_at: timeOfDay,
      tell_customer_before: spanByTheClock,
    }),
    contact_hours: z.strictObject({ rule, from: timeOfDay, to: timeOfDay }),
    urging: z.strictObject({ supervisor: figure(1) }),
    privacy: z.strictObject({ kept: timed }),
    identity: z.strictObject({
      codes: figure(1),
      codes_per_ticket: figure(1),
      codes_again: byTheClock,
      returning: byTheClock,
    }),
    opinion: z.strictObject({ reminders: figure() }),
    survey: z.strictObject({
      reminders: figure(),
      satisfied_from: z.strictObject({ rule, value: z.int().min(1).max(5) }),
      reopenings: figure(),
    }),
    levels: z.strictObject({
      major: z.strictObject({ rule, value: level }),
      wakes: z.strictObject({ rule, value: level }),
      loss: z.strictObject({ rule, from: amount, level }),
      words: z.array(z.strictObject({ rule, lexicon: z.string().min(1), level })),
      late_promotion: z.strictObject({ rule, by: count() }),
    }),
    approval: z.strictObject({
      limits: z.array(z.strictObject({ rule, role: z.enum(roles), up_to: amountOrNone })).min(1),
      self_up_to: z.strictObject({ rule, value: amount }),
    }),
    outbox,
    limits: z.strictObject({
      text_length: figure(1),
      file_size: z.strictObject({ rule, value: size }),
      messages_per_minute: figure(1),
      private_link: byTheClock,
    }),
    wechat_official: z.strictObject({
      window: byTheClock,
      messages: figure(1),
      short_window: byTheClock,
      short_messages: figure(1),
      kept_back: figure(),
      answer_within: byTheClock,
      answer_within_passive: byTheClock,
      skew: byTheClock,
    }),
    telegram: z.strictObject({
      per_second: figure(1),
      chat_gap: byTheClock,
      group_per_minute: figure(1),
      brought_along: byTheClock,
      remembered: byTheClock,
    }),
    wecom_kf: z.strictObject({
      window: byTheClock,
      messages: figure(1),
      kept_back: figure(),
      skew: byTheClock,
      pull_every: byTheClock,
      first_look: byTheClock,
    }),
    wecom_robot: z.strictObject({ per_minute: figure(1) }),
    wecom_aibot: z.strictObject({ alerts_per_minute: figure(1), remembered: byTheClock }),
    wechaty: z.strictObject({
      gap: byTheClock,
      gap_more: byTheClock,
      room_per_minute: figure(1),
      too_old: byTheClock,
      ask: byTheClock,
      silent: byTheClock,
      first_restart: byTheClock,
      longest_restart: byTheClock,
    }),
  })
  .transform(camelKeys)
