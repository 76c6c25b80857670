import { Command } from 'commander'
import { describeProgram } from './describe-commands.ts'
import type { Locale } from './domain/wording.ts'

export type StartOptions = { demo?: true; host?: string; baseUrl?: string }

/** What can be written behind `npm start --`; the addresses win over `HOST` and `BASE_URL`. */
export function startProgram(language: Locale): Command {
  const program = new Command('start')
    .option('--demo')
    .option('--host <address>')
    .option('--base-url <url>')
  return describeProgram(program, language)
}
