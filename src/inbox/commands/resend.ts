import type { LetterId } from '../../domain/letter.ts'
import { takeWord, vocabulary } from '../command-words.ts'
import { answer, type Command, misused, type Outcome } from './command.ts'
import { leaders } from './rights.ts'

const everything = vocabulary<'all'>({ all: 'all 全部 所有' })
const atOnce = 100

/** Sends parked letters again, one or all; each becomes a new letter of its sender. */
export const resend: Command = {
  name: 'resend',
  words: ['retry', '重送', '重发', '重新发送', '再发'],
  group: 'desk',
  roles: leaders,
  on: 'nothing',
  numbers: 'ticket',
  async run({ args }, { store, resend: again }): Promise<Outcome | ReturnType<typeof misused>> {
    if (args === '') return misused()
    const letters = await store.parked(atOnce)
    const wanted = takeWord(args, everything)
      ? letters.map(({ id }) => id)
      : [/^\d{1,2}$/.test(args) ? letters[Number(args) - 1]?.id : (args as LetterId)]
    let sent = 0
    for (const id of wanted) if (id !== undefined && (await again(id))) sent++
    return answer({
      key: sent > 0 ? 'desk.done.resent' : 'desk.refuse.letter',
      values: { n: sent },
    })
  },
}
