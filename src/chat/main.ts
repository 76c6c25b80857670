import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline/promises'
import { systemClock } from '../clock/system.ts'
import { VirtualClock } from '../clock/virtual.ts'
import { machineEnvironment, operatorLanguage } from '../settings/environment.ts'
import { type ChatOptions, chatProgram } from './chat-options.ts'
import { LineDesk } from './line-desk.ts'
import { LineError, type LineOut, readLine } from './lines.ts'
import { playFile } from './play.ts'
import { talk } from './talk.ts'
import { openTerminalDesk } from './terminal-desk.ts'

const program = chatProgram(operatorLanguage(machineEnvironment())).parse()
const options = program.opts<ChatOptions>()
const folder = options.data ?? (await mkdtemp(join(tmpdir(), 'redress-')))
const start = options.at === undefined ? Date.now() : Date.parse(options.at)
if (Number.isNaN(start)) program.error(`--at ${options.at}: not an ISO time`)

if (options.json) await runLines()
else if (options.script) await playFile({ file: options.script, folder, print: console.log })
else await talk({ as: options.as, folder, clock: systemClock })

/** Takes lines one after the other, until the other side closes. */
async function runLines(): Promise<void> {
  const clock = new VirtualClock(start)
  const out = (line: LineOut) => void stdout.write(`${JSON.stringify(line)}\n`)
  const lines = new LineDesk({
    clock,
    out,
    open: (deliver) => openTerminalDesk({ folder, clock, deliver }),
  })
  await lines.open()
  for await (const text of createInterface({ input: stdin })) {
    if (!text.trim()) continue
    try {
      await lines.take(readLine(text))
    } catch (error) {
      if (!(error instanceof LineError)) throw error
      out({ ...numberOf(text), error: error.message })
    }
  }
  await lines.close()
}

/** The number of a line that could not be read whole. */
function numberOf(text: string): { n?: number | string } {
  const found = /"n"\s*:\s*(?:"([^"]*)"|(\d+))/.exec(text)
  if (!found) return {}
  return { n: found[1] ?? Number(found[2]) }
}
