import type { ActorId } from '../domain/actor.ts'
import { type Letter, notAfter } from '../domain/letter.ts'
import type { InboundMessage } from '../domain/message.ts'
import type { Flow } from './flow.ts'
import { burstEnded, hear, hearWaiting, hearWords, unheard } from './hear.ts'
import type { EngineRecord } from './record.ts'
import type { StepInput, Stepped, StepTools } from './stimulus.ts'
import { Turning } from './turning.ts'

type Unheard = { type: typeof unheard; message: InboundMessage }

/**
 * The heart: what is stored and what happened → everything that is to be written. Pure; it may run again on a fresh
 * snapshot when somebody else was faster. `seen` where the letter was taken before.
 */
export function step(input: StepInput, tools: StepTools): Stepped | 'seen' {
  const { stimulus, actor } = input
  const record = (input.stored?.record ?? fresh(input.flow)) as EngineRecord
  if (stimulus.type === 'letter' && takenBefore(record, actor, stimulus.letter)) return 'seen'
  const turning = new Turning(input, record, tools)
  if (stimulus.type === 'message') hear(turning, stimulus, tools)
  else if (stimulus.type === 'order') turning.event(ordered(stimulus.event, input))
  else if (stimulus.letter.event.type === burstEnded) hearWaiting(turning)
  else if (stimulus.letter.event.type === unheard) {
    hearWords(turning, (stimulus.letter.event as unknown as Unheard).message, tools)
  } else turning.event(addressed(stimulus.letter, input, record.number))
  return turning.finish()
}

function fresh(flow: Flow): EngineRecord {
  return { chart: `${flow.name}@${flow.version}`, snapshot: null, lines: 0 }
}

function takenBefore(record: EngineRecord, actor: ActorId, letter: Letter): boolean {
  if (letter.from === actor) return false
  const last = record.heard?.[letter.from]
  return last !== undefined && notAfter(letter.id, last)
}

/** An order's event; the first one of a ticket that staff open gets its number and code. */
function ordered(event: { type: string }, { flow, number, secret }: StepInput): { type: string } {
  if (flow.name !== 'ticket' || number === undefined) return event
  return { ...event, number, ...(secret ? { secret } : {}) } as { type: string }
}

/** A letter's event with what only the step knows: who sent it, and for a ticket's first its number and code. */
function addressed(
  { event, from }: Letter & { event: { type: string } },
  { flow, number, secret }: StepInput,
  drawn: string | undefined,
): { type: string } {
  if (flow.name !== 'ticket' || !from.startsWith('conversation:')) return event
  const sent: { type: string; from: ActorId } = { ...event, from }
  if (event.type !== 'customer.complained') return sent
  const first = { ...sent, number: drawn ?? number, ...(secret ? { secret } : {}) }
  return first
}
