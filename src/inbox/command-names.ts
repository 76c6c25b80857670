import { foldCommand } from './command-fold.ts'
import type { Command } from './commands/command.ts'

/** One name of a command; `args` stand before the words that follow it. */
export type Name = { word: string; command: Command; args: string; latin: boolean }

/** Every name of every command, the longest first. */
export function namesOfCommands(commands: readonly Command[]): readonly Name[] {
  return commands
    .flatMap((command) =>
      [command.name, ...command.words].map((entry): Name => {
        const { word, args } = typeof entry === 'string' ? { word: entry, args: '' } : entry
        const folded = foldCommand(word)
        return { word: folded, command, args, latin: /^[a-z?]/.test(folded) }
      }),
    )
    .sort((a, b) => b.word.length - a.word.length)
}
