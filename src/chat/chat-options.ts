import { Command } from 'commander'
import { describeProgram } from '../describe-commands.ts'
import type { Locale } from '../domain/wording.ts'

export type ChatOptions = {
  json?: true
  as: string
  script?: string
  data?: string
  at?: string
}

/** What can be written behind `npm run chat --`. */
export function chatProgram(language: Locale): Command {
  const program = new Command('chat')
    .option('--json')
    .option('--as <who>', '', 'customer')
    .option('--script <file>')
    .option('--data <folder>')
    .option('--at <time>')
  return describeProgram(program, language)
}
