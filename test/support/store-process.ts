import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { linkPackages } from './link-packages.ts'
import { tempFolder } from './store-folder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Starts real processes that have a store open; they are killed and their code removed with it. */
export type Processes = {
  /** `write`: commits without end, printing what was acknowledged. `hold`: only keeps the folder. */
  start(folder: string, mode: 'write' | 'hold'): ChildProcess
  /** Rewrites what is in an older form in the database of that address. */
  migrate(uri: string): ChildProcess
} & AsyncDisposable

/** Node 20 runs no TypeScript, so the writer and what it imports are stripped of their types first. */
export async function storeProcesses(): Promise<Processes> {
  const code = await tempFolder()
  for (const folder of ['src/domain', 'src/store', 'test/support']) strip(folder, code.path)
  copyFileSync(join(root, 'package.json'), join(code.path, 'package.json'))
  linkPackages(code.path)
  const children: ChildProcess[] = []
  function run(script: string, ...args: string[]): ChildProcess {
    const file = join(code.path, 'test/support', script)
    const child = spawn(process.execPath, [file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
    children.push(child)
    return child
  }
  return {
    start: (folder, mode) => run('store-writer.js', folder, mode),
    migrate: (uri) => run('store-migrator.js', uri),
    async [Symbol.asyncDispose]() {
      for (const child of children) child.kill('SIGKILL')
      await code[Symbol.asyncDispose]()
    },
  }
}

function strip(folder: string, to: string): void {
  const wanted = folder.startsWith('test') ? /^store-.*\.ts$/ : /\.ts$/
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  const isOurs = (file: string) => wanted.test(file) && !file.includes('node_modules')
  for (const name of names.filter(isOurs)) {
    const { outputText } = ts.transpileModule(readFileSync(join(root, folder, name), 'utf8'), {
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2022,
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true,
      },
    })
    const file = join(to, folder, name.replace(/ts$/, 'js'))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, outputText)
  }
}

/** The first line it prints. */
export async function firstLine(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) return line
  return ''
}

/** All lines it printed until it was killed, `kill -9`, when it had printed `after` of them. */
export async function linesUntilKilled(child: ChildProcess, after: number): Promise<string[]> {
  const lines: string[] = []
  const exited = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout! })) {
    lines.push(line)
    if (lines.length === after) child.kill('SIGKILL')
  }
  await exited
  return lines
}
