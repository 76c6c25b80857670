import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import pino from 'pino'
import { readBook } from '../../src/book.ts'
import type { Desk } from '../../src/desk.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { openWebDesk } from '../../src/web-desk.ts'
import { tempFolder } from './store-folder.ts'

/** A whole desk with its pages on the loopback, in this process. */
export type ServedDesk = AsyncDisposable & { base: string; port: number; desk: Desk }

/** It lets anybody write as much as he likes, and waits for nobody to write more: both have tests of their own. */
export async function serveDesk(): Promise<ServedDesk> {
  const folder = await tempFolder()
  const book = readBook({ env: {}, adjust: unhurried })
  const { desk, pages } = await openWebDesk({
    book,
    folder: folder.path,
    log: pino({ level: 'silent' }),
  })
  await desk.app.start()
  const server = serve({ fetch: pages.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    base: `http://127.0.0.1:${port}`,
    port,
    desk,
    async [Symbol.asyncDispose]() {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await desk.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

function unhurried(policy: Policy): Policy {
  const blink = { rule: 'test', within: { n: 0.01, unit: 'seconds' } } as const
  return {
    ...policy,
    burst: { story: blink, storyAtMost: blink, answer: blink },
    limits: { ...policy.limits, messagesPerMinute: { rule: 'test', value: 1e6 } },
  }
}
