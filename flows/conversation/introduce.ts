import { addSpan, isWorkingTime } from '../../src/domain/calendar.ts'
import type { Effect } from '../../src/domain/effect.ts'
import type { Wording } from '../../src/domain/wording.ts'
import type { Context, Rules } from './context.ts'
import { type ChartEvent, isHeard, text } from './turn.ts'

/**
 * The first answer a customer ever gets also says what he talks with, how a person is reached, when one reads it where
 * nobody works now, and where the privacy notice is. Undefined where this is not that answer.
 */
export function introduce(
  context: Context,
  event: ChartEvent,
  rules: Rules,
  effects: readonly Effect[] = [],
): readonly Effect[] | undefined {
  // Talks that began before there was an introduction have no such field, and need none.
  if (context.introduced !== false) return undefined
  if (!isHeard(event) && !isFirstAnswer(event)) return undefined
  const first = effects.findIndex((effect) => effect.type === 'say')
  const said = effects[first]
  if (said?.type !== 'say' || said.approval) return undefined
  const called = said.texts.some(({ key }) => key.startsWith('conversation.person.'))
  const dated = said.texts.some(({ key }) => key.endsWith('Later'))
  const lines = [
    text(called ? 'intro.assistantOnly' : 'intro.assistant'),
    ...(dated || wakes(event, rules) ? [] : opening(event.now, rules)),
    rules.privacyNotice
      ? text('intro.privacy', { url: rules.privacyNotice })
      : text('intro.privacyHere'),
  ]
  const button = { id: 'human', label: text('choices.human') }
  const choices = said.choices ?? (called ? [] : [button])
  return effects.with(first, {
    ...said,
    texts: [...said.texts, ...lines],
    ...(choices.length ? { choices } : {}),
  })
}

/** Also the number itself, where the first words were sent as they are. */
function isFirstAnswer(event: ChartEvent): boolean {
  return event.type === 'customer.arrived' || (event.type === 'ticket.opened' && !event.unconfirmed)
}

/** So grave that people are called at any hour. */
function wakes(event: ChartEvent, { policy }: Rules): boolean {
  const understood = 'understood' in event ? event.understood.level?.level : undefined
  const level = event.type === 'ticket.opened' ? event.level : understood
  return level !== undefined && level >= policy.levels.wakes.value
}

/** The day and hour when somebody works again, where nobody works now. */
function opening(now: number, { calendar }: Rules): Wording[] {
  if (!calendar || isWorkingTime(calendar, now)) return []
  const opens = addSpan(calendar, now, { n: 0, unit: 'working hours' })
  return [text('intro.opens', { opens: { time: opens } })]
}
