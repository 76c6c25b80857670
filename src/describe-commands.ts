import type { Command } from 'commander'
import type { Locale } from './domain/wording.ts'
import { operatorText } from './settings/problem.ts'

/**
 * Gives a program, its commands and their options the words of `flows/settings/texts.*.yaml`: `command` and the command's names,
 * `option` and the option's.
 */
export function describeCommands(program: Command, language: Locale): Command {
  for (const command of program.commands) describe(command, [command.name()], language)
  return program
}

/** The same for a program that is one command. */
export function describeProgram(program: Command, language: Locale): Command {
  return describe(program, [program.name()], language)
}

function describe(command: Command, names: readonly string[], language: Locale): Command {
  command.description(operatorText(`command.${names.join(' ')}`, {}, language))
  for (const option of command.options) {
    option.description = operatorText(`option.${option.name()}`, {}, language)
  }
  for (const inner of command.commands) describe(inner, [...names, inner.name()], language)
  return command
}
