import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { parse, parseDocument } from 'yaml'
import type { Block } from './documents.ts'
import { projectRoot } from './documents.ts'
import { linkPackages } from './link-packages.ts'

/**
 * A copy of the project to which the blocks of a page are applied, each to the file its first line names: a new file, keys laid over
 * those of a YAML file, or the lines of a `diff`.
 */
export class ProjectCopy implements AsyncDisposable {
  readonly folder: string
  readonly #changed: string[] = []

  private constructor(folder: string) {
    this.folder = folder
  }

  static async make(): Promise<ProjectCopy> {
    const folder = await mkdtemp(join(tmpdir(), 'redress-copy-'))
    for (const name of ['src', 'flows', 'config', 'package.json', 'tsconfig.json']) {
      const isOurs = (path: string) => !/node_modules$|older-node$|\.env$/.test(path)
      cpSync(join(projectRoot, name), join(folder, name), { recursive: true, filter: isOurs })
    }
    linkPackages(folder)
    return new ProjectCopy(folder)
  }

  apply({ language, text }: Block): void {
    for (const part of text.split(/^(?=(?:# |\/\/ )(?:src|flows|config)\/)/m).filter(Boolean)) {
      const [, file = ''] = /^(?:# |\/\/ )(\S+)$/m.exec(part) ?? []
      const path = join(this.folder, file)
      const body = part.slice(part.indexOf('\n') + 1)
      if (language === 'diff') this.#write(path, patched(readFileSync(path, 'utf8'), body))
      else if (existsSync(path)) this.#write(path, laidOver(readFileSync(path, 'utf8'), body))
      else this.#write(path, body)
    }
  }

  /** What the compiler finds wrong in the files that were changed. */
  faults(): string[] {
    const config = ts.readConfigFile(join(this.folder, 'tsconfig.json'), ts.sys.readFile)
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, this.folder)
    const files = this.#changed.filter((file) => file.endsWith('.ts'))
    const program = ts.createProgram(files, { ...options, noEmit: true, types: ['node'] })
    return files
      .flatMap((file) => [...ts.getPreEmitDiagnostics(program, program.getSourceFile(file))])
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
  }

  /** A module as it is after the changes. */
  module(file: string): Promise<Record<string, unknown>> {
    return import(join(this.folder, file))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true })
  }

  #write(path: string, text: string): void {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    this.#changed.push(path)
  }
}

/** Lines with `+` go behind the line above them, lines with `-` go; the others must stand in the file, in this order. */
function patched(before: string, diff: string): string {
  const lines = before.split('\n')
  let at = 0
  for (const line of diff.split('\n').filter((one) => one !== '' && one !== ' …')) {
    const text = line.slice(1)
    if (line.startsWith('+')) {
      lines.splice(at, 0, text)
      at += 1
      continue
    }
    const found = lines.indexOf(text, at)
    if (found < 0) throw new Error(`a file has no line "${text}"`)
    if (line.startsWith('-')) lines.splice(found, 1)
    at = line.startsWith('-') ? found : found + 1
  }
  return lines.join('\n')
}

function laidOver(before: string, part: string): string {
  const document = parseDocument(before)
  const lay = (value: unknown, path: string[]): void => {
    if (typeof value !== 'object' || value === null) return document.setIn(path, value)
    for (const [key, inner] of Object.entries(value)) lay(inner, [...path, key])
  }
  lay(parse(part), [])
  return document.toString()
}
