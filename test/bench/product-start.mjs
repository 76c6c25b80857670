import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url))

/** From the command to a desk that listens, on a folder that is there already; ms. */
export async function productStart() {
  const folder = mkdtempSync(join(tmpdir(), 'redress-start-'))
  await startOn(folder)
  const time = await startOn(folder)
  rmSync(folder, { recursive: true })
  return time
}

function startOn(folder) {
  const env = { ...process.env, DATA: folder, PORT: '0', LOG_LEVEL: 'silent' }
  return new Promise((resolve) => {
    const from = performance.now()
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    child.stdout.once('data', () => {
      const time = performance.now() - from
      child.once('close', () => resolve(time))
      child.kill('SIGTERM')
    })
  })
}
