import { answer, type Command, misused, type Outcome } from './command.ts'
import { personLine } from './who.ts'

/** Makes the place the words come from a place of the person the code was made for. */
export const pair: Command = {
  name: 'pair',
  words: ['绑定', '配对'],
  group: 'desk',
  roles: [],
  on: 'nothing',
  numbers: 'words',
  async run({ args, place }, { pairing }): Promise<Outcome | ReturnType<typeof misused>> {
    if (args === '') return misused()
    const paired = await pairing.pair(args, place)
    if (!paired.ok) return answer({ key: 'desk.pair.wrong' })
    return answer(
      { key: 'desk.pair.welcome', values: { name: paired.person.name } },
      personLine(paired.person),
    )
  },
}
