import { type Letter, letterId, type NewLetter } from '../domain/letter.ts'
import { Draft } from './draft.ts'
import { lineOf, unheard } from './hear.ts'
import type { EngineRecord } from './record.ts'
import type { StepInput, Stepped, StepTools } from './stimulus.ts'

/**
 * The commit of a message whose step threw: the snapshot unchanged, the words in the transcript, the event parked, and
 * staff told of it in the same write. Nothing said is lost, and the sender can be told "received".
 */
export function unsteppable(
  input: StepInput,
  tools: StepTools,
  notice: (letter: Letter) => NewLetter,
): Stepped {
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
  const revision = stored?.revision ?? 0
  const parked = { to: actor, event, dueAt: now }
  draft.letter(parked)
  draft.letter(
    notice({ ...parked, id: letterId(actor, revision + 1, 0), from: actor, attempts: 0 }),
  )
  const commit = draft.finish(revision, record)
  const key =
    stimulus.type === 'order' ? stimulus.key : `${stimulus.message.channel}:${stimulus.message.key}`
  return {
    commit: { ...commit, parked: [0], consumed: { key, keepUntil: stimulus.keepUntil } },
    snapshot: input.living,
  }
}
