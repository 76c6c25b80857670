import { Draft } from './draft.ts'
import { lineOf, unheard } from './hear.ts'
import type { EngineRecord } from './record.ts'
import type { StepInput, Stepped, StepTools } from './stimulus.ts'

/**
 * The commit of a message whose step threw: the snapshot unchanged, the words in the transcript, the event parked for
 * staff. Nothing said is lost, and the sender can be told "received".
 */
export function unsteppable(input: StepInput, tools: StepTools): Stepped {
  const { actor, stored, stimulus, now, flow } = input
  if (stimulus.type === 'letter') throw new Error('a letter is kept by the outbox already')
  const chart = `${flow.name}@${flow.version}`
  const record = (stored?.record ?? { chart, snapshot: null, lines: 0 }) as EngineRecord
  const draft = new Draft(
    { actor, now, record },
    { speaker: tools.speaker, staffLocale: tools.staffLocale },
  )
  if (stimulus.type === 'message') draft.line(lineOf(stimulus.message))
  const event =
    stimulus.type === 'order'
      ? stimulus.event
      : ({ type: unheard, message: stimulus.message } as { type: string })
  draft.letter({ to: actor, event, dueAt: now })
  const commit = draft.finish(stored?.revision ?? 0, record)
  const key =
    stimulus.type === 'order' ? stimulus.key : `${stimulus.message.channel}:${stimulus.message.key}`
  return {
    commit: { ...commit, parked: [0], consumed: { key, keepUntil: stimulus.keepUntil } },
    snapshot: input.living,
  }
}
