import { takeWord, vocabulary } from '../command-words.ts'
import { answer, type Command, type Misused, misused, type Outcome } from './command.ts'
import { teamWords } from './invite.ts'
import { leaders } from './rights.ts'

const nobodys = vocabulary({ nobody: 'none nobody off 无 無 解除' })

/** Makes the group it is written in a team's room: what the team is to hear is said there too. */
export const room: Command = {
  name: 'room',
  words: ['班组群', '绑定群', '班組群', '綁定群'],
  group: 'desk',
  roles: leaders,
  on: 'nothing',
  numbers: 'words',
  async run({ group, args }, { rooms, organisation }): Promise<Outcome | Misused> {
    if (!group || rooms.areFixed(group.channel)) return misused({ key: 'desk.refuse.noGroup' })
    if (args === '') return whose(rooms.teamOf(group))
    if (takeWord(args, nobodys)?.rest === '') {
      await rooms.unbind(group)
      return whose(undefined)
    }
    const team = takeWord(args, teamWords(organisation))
    if (team?.rest !== '') return misused({ key: 'desk.refuse.team', values: { name: args } })
    await rooms.bind(team.value, group)
    return whose(team.value)
  },
}

function whose(team: string | undefined): Outcome {
  if (team === undefined) return answer({ key: 'desk.room.nobodys' })
  return answer({ key: 'desk.room.bound', values: { team: { key: `team.${team}` } } })
}
