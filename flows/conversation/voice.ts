import { type FileRef, isVoice } from '../../src/domain/message.ts'
import { askHere } from './ask.ts'
import { callPerson } from './calling.ts'
import { type Context, currentTicket } from './context.ts'
import { moreWords } from './danger.ts'
import { newDraft } from './draft.ts'
import { addFiles } from './hear.ts'
import type { Heard } from './meaning.ts'
import { tell } from './tell.ts'
import { say, type Talk, type Turn, text } from './turn.ts'

/**
 * A voice message is kept as it was sent. The first one is answered with who will listen, and a line of text is asked
 * for, once; with the second a person is called. The question that was open stays open.
 */
export function hearVoice(talk: Talk<Heard>): Turn {
  const { context, event } = talk
  if (event.type !== 'customer.said') return {}
  const voices = (context.voices ?? 0) + 1
  const { changed, effects } = keepVoice(context, event)
  const after = { ...context, ...changed, voices }
  if (voices === 2) {
    const called = callPerson({ ...talk, context: after }, recordings(after, event))
    return {
      ...called,
      context: { ...changed, voices, calls: called.context?.calls ?? context.calls },
      effects: [...effects, ...(called.effects ?? [])],
    }
  }
  const texts = [text('voice.arrived'), ...(voices === 1 ? [text('voice.write')] : [])]
  return {
    context: { ...changed, voices },
    effects: [say(texts, askHere(after, talk.rules)?.choices), ...effects],
    waits: true,
  }
}

/** Nobody has heard yet what it says: it reaches those who were called, and the danger stands. */
export function hearVoiceInDanger(talk: Talk<Heard>): Turn {
  const { event } = talk
  if (event.type !== 'customer.said') return {}
  const { context, effects = [] } = moreWords(talk, event.text, event.files)
  return { context: context ?? {}, effects: [say([text('voice.arrived')]), ...effects] }
}

type Said = Heard & { type: 'customer.said' }

/** All that was recorded for the complaint in the making, for the person who is called. */
function recordings({ draft }: Context, { files }: Said): readonly FileRef[] {
  return (draft?.files ?? files).filter(isVoice)
}

/** It goes to the open ticket, where there is one and no complaint in the making; else into the complaint. */
function keepVoice(context: Context, event: Said) {
  const ticket = currentTicket(context)
  const { files } = event
  if (ticket && !context.draft) {
    return {
      changed: {},
      effects: [tell(ticket.ticket, { type: 'customer.added', text: '', files })],
    }
  }
  const draft = context.draft ?? {
    ...newDraft(context.arrivedAt ?? event.now),
    open: { kind: 'story' } as const,
    storyAsked: 1,
  }
  const kept = { ...draft, paused: false, files: addFiles(draft.files, files) }
  return { changed: { draft: kept }, effects: [] }
}
