import type { Wording } from '../../domain/wording.ts'
import { type Call, type CommandDeps, commandText, type Outcome } from './command.ts'

/** Shows what is about to happen, with a button that does it; a yes within some minutes does it too. */
export async function askFirst(
  call: Call,
  deps: Pick<CommandDeps, 'desks'>,
  what: Wording,
  ...more: readonly Wording[]
): Promise<Outcome> {
  const text = `${commandText(call)} --yes`
  await deps.desks.ask(call.person.id, text, call.now)
  return {
    kind: 'answer',
    answer: {
      texts: [what, ...more, { key: 'desk.confirm.how' }],
      choices: [{ id: text, label: { key: 'desk.button.confirm' } }],
      ...(call.ticket ? { about: call.ticket.actor } : {}),
    },
  }
}
