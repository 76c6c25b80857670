import type { Person } from '../domain/person.ts'
import type { Wording } from '../domain/wording.ts'
import { looksLikeCode } from '../staff/one-time-code.ts'
import type { Pairing } from '../staff/pairing.ts'
import type { StaffPlace } from '../staff/roster.ts'
import { personLine } from './commands/who.ts'
import { parseCommand } from './parse-command.ts'

/** `customer`: the words are those of any customer, and are to be answered so. */
export type StrangerOutcome =
  | { kind: 'customer' }
  | { kind: 'answer'; texts: readonly Wording[]; person?: Person }

/** The one command a stranger may give: `/pair CODE`, `绑定 CODE`. Without a slash only with what can be a code. */
export async function pairStranger(
  text: string,
  place: StaffPlace,
  pairing: Pairing,
): Promise<StrangerOutcome> {
  if (!mayPair(text)) return { kind: 'customer' }
  const parsed = parseCommand(text)
  if (parsed.kind !== 'command' || parsed.command.name !== 'pair') return { kind: 'customer' }
  const { args, slash } = parsed
  if (args === '' || (!slash && !looksLikeCode(args))) return { kind: 'customer' }
  const paired = await pairing.pair(args, place)
  if (paired.ok) {
    const { person } = paired
    const welcome = { key: 'desk.pair.welcome', values: { name: person.name } }
    return {
      kind: 'answer',
      texts: [welcome, personLine(person), { key: 'desk.pair.next' }],
      person,
    }
  }
  return paired.silent
    ? { kind: 'customer' }
    : { kind: 'answer', texts: [{ key: 'desk.pair.wrong' }] }
}

/** The longest a command with a code may be. */
const longest = 40

/** Nearly all that customers write is no command: it is not parsed as one. */
function mayPair(text: string): boolean {
  return /^\s*[/／]/u.test(text) || (text.length <= longest && /[a-z0-9]{4}/iu.test(text))
}
