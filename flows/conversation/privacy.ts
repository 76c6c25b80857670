import type { Value, Wording } from '../../src/domain/wording.ts'
import type { Context, Rules } from './context.ts'
import type { Heard } from './meaning.ts'
import { summaryLines } from './summary.ts'
import { goOn, type Talk, type Turn, text } from './turn.ts'

/** What is kept of him, on his word alone and at once (PIPL art. 45), and that he may have it put right or deleted. */
export function tellKept(talk: Talk<Heard>): Turn {
  const lines = keptLines(talk.context, talk.rules)
  return goOn(talk, {}, [text('privacy.kept', { lines: { lines } })])
}

function keptLines(context: Context, rules: Rules): Wording[] {
  const { contact, draft, tickets } = context
  const { name, phone, email, convenient, wishes = [] } = contact
  const reached = [name, phone, email, convenient, ...wishes.map(({ words }) => words)].filter(
    (part) => part !== undefined,
  )
  const numbers = tickets.map(({ number }) => number)
  return [
    text('privacy.line.talk'),
    text('privacy.line.contact', { contact: orNothing(reached) }),
    ...(draft?.story
      ? summaryLines({ ...context, contact: {} }, draft, rules).map(({ label, value }) => ({
          key: 'conversation.summary.line',
          values: { label, value },
        }))
      : []),
    text('privacy.line.cases', { numbers: orNothing(numbers) }),
  ]
}

function orNothing(list: readonly string[]): Value {
  return list.length > 0 ? { list } : text('privacy.nothing')
}
