import type { Wording } from '../../domain/wording.ts'
import { foldCommand } from '../command-fold.ts'
import { nearestWords } from '../nearest-words.ts'
import { answer, type Call, type Command, type Group } from './command.ts'
import { everybody } from './rights.ts'

const groups: readonly Group[] = ['look', 'work', 'solution', 'customer', 'desk']

/** What the reader can tell the desk to do, in groups; with a command's name, how that one is written. */
export const help: Command = {
  name: 'help',
  words: ['?', 'h', 'commands', '帮助', '帮忙', '命令', '指令', '说明', '怎么用'],
  group: 'look',
  roles: everybody,
  on: 'nothing',
  numbers: 'ticket',
  run(call) {
    if (call.args === '') return answer(...overview(call))
    const [found] = nearestWords(call.args.replace(/^[/／、]/, ''), wordsOf(mayGive(call)), 1)
    if (!found) return answer({ key: 'desk.refuse.command', values: { word: call.args } }, how)
    return answer(...usageOf(found.value))
  },
}

const how: Wording = { key: 'desk.help.how' }

function overview(call: Call): readonly Wording[] {
  const mine = mayGive(call)
  const lines = groups.flatMap((group) => {
    const list = mine
      .filter((command) => command.group === group)
      .map(({ name }): Wording => ({ key: `desk.command.${name}.name` }))
    return list.length === 0 ? [] : [{ key: `desk.help.${group}`, values: { commands: { list } } }]
  })
  return [{ key: 'desk.help.title', values: { name: call.person.name } }, ...lines, how]
}

/** What a command does, how it is written, an example. */
export function usageOf({ name }: Pick<Command, 'name'>): readonly Wording[] {
  const key = `desk.command.${name}`
  return [
    { key: `${key}.does` },
    { key: 'desk.help.usage', values: { usage: { key: `${key}.usage` } } },
    { key: 'desk.help.example', values: { example: { key: `${key}.example` } } },
  ]
}

function mayGive({ commands, person }: Call): readonly Command[] {
  return commands.filter(({ roles }) => person.roles.some((role) => roles.includes(role)))
}

/** Every name of the commands, to be looked up. */
function wordsOf(commands: readonly Command[]): { word: string; value: Command }[] {
  return commands.flatMap((command) =>
    [command.name, ...command.words].map((word) => ({
      word: foldCommand(typeof word === 'string' ? word : word.word),
      value: command,
    })),
  )
}
