import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a platform answers: its JSON, or a file. */
export type Answer = object | { type: string; bytes: Uint8Array; name?: string }
export type Call = { path: string; query: URLSearchParams; body: Buffer }

/** A platform's HTTP side, whose failures can be played. */
export type FakeApi = AsyncDisposable & {
  api: string
  /** The next calls of that path answer so, once each; 0 lets one through. */
  failNext(path: string, ...errcodes: number[]): void
  /** All calls of that path answer so, until 0 is set. */
  failAlways(path: string, errcode: number): void
  /** Calls of that path wait until the promise resolves. */
  delay(path: string, until: Promise<unknown>): void
  /** The next call of that path is carried out, and the connection breaks before its answer. */
  dropNext(path: string): void
}

export async function fakeApi(answer: (call: Call) => Answer): Promise<FakeApi> {
  const next = new Map<string, number[]>()
  const always = new Map<string, number>()
  const delays = new Map<string, Promise<unknown>>()
  const drops = new Set<string>()
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, searchParams: query } = new URL(request.url!, api)
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk as Uint8Array)
    await delays.get(path)
    const errcode = next.get(path)?.shift() ?? always.get(path)
    const failed = errcode && { errcode, errmsg: `fails for ${query.get('access_token')}` }
    const given = failed || answer({ path, query, body: Buffer.concat(chunks) })
    if (drops.delete(path)) return void response.destroy()
    send(response, given)
  }

  return {
    api,
    failNext: (path, ...codes) => void next.set(path, [...(next.get(path) ?? []), ...codes]),
    failAlways: (path, code) => void always.set(path, code),
    delay: (path, until) => void delays.set(path, until),
    dropNext: (path) => void drops.add(path),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function send(response: ServerResponse, given: Answer): void {
  if (!('bytes' in given)) {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(given))
    return
  }
  if (given.name) {
    response.setHeader('Content-Disposition', `attachment; filename="${given.name}"`)
  }
  response.setHeader('Content-Type', given.type).end(given.bytes)
}
