import { Command } from 'commander'
import type { Locale } from './domain/wording.ts'
import { describeProgram } from './operate/describe-commands.ts'

export type StartOptions = { demo?: true; host?: string; baseUrl?: string }

/** What can be written behind `npm start --`; the addresses win over `HOST` and `BASE_URL`. */
export function startProgram(language: Locale): Command {
  const program = new Command('start')
    .option('--demo')
    .option('--host <address>')
    .option('--base-url <url>')
  return describeProgram(program, language)
}
