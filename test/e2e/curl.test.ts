import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blocksOf, documents } from '../support/documents.ts'
import { type RunningDesk, runDeskWith } from '../support/running-desk.ts'

const blocks = documents
  .flatMap(blocksOf)
  .filter(({ language, text }) => language === 'bash' && /\bcurl\b/.test(text))
const hasCurl = spawnSync('curl', ['--version']).status === 0

describe.skipIf(!hasCurl)('what the documents do with curl', () => {
  const token = 'a-token-nobody-guesses'
  let desk: RunningDesk
  beforeAll(async () => {
    desk = await runDeskWith({ METRICS_TOKEN: token })
  })
  afterAll(() => desk[Symbol.asyncDispose]())

  it.each(blocks.map((block) => [block.file, block] as const))(
    'works in %s',
    async (_, { text }) => {
      const strict = 'curl() { command curl --silent --show-error --fail-with-body "$@"; }'
      const script = `${strict}\n${text.replaceAll('http://127.0.0.1:8080', desk.base)}`
      const env = { ...process.env, METRICS_TOKEN: token }
      const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
        env,
      })
      expect(stdout).not.toBe('')
    },
  )
})
