import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Known, type Request, requestsOf } from '../support/api-requests.ts'
import { describedApi } from '../support/described-api.ts'
import { type ServedDesk, serveDesk } from '../support/served-desk.ts'

/** How many requests a run makes; more with `API_REQUESTS=`. */
const requests = Number(process.env.API_REQUESTS ?? 5_000)
const atATime = 25

const api = describedApi()
const agent = new Agent({ keepAlive: true, maxSockets: atATime })
let at: ServedDesk
beforeAll(async () => {
  at = await serveDesk()
})
afterAll(() => {
  agent.destroy()
  return at[Symbol.asyncDispose]()
})

type Answered = { status: number; type: string; allow: string; body: string }

/** Sends the bytes as they are: no client mends what is broken. A stream is left after its first words. */
function ask(
  { method, path, headers, body }: Omit<Request, 'ask' | 'sound' | 'broken'>,
  { port, agent }: { port: number; agent: Agent | false },
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request({
      ...{ host: '127.0.0.1', port, agent, method, path },
      headers: { ...headers, 'Content-Length': body.length },
    })
    let answered = false
    sent.once('error', (problem) => {
      if (answered) return
      // The desk had just closed the connection that was to be used again: every client tries anew.
      if (sent.reusedSocket) resolve(ask({ method, path, headers, body }, { port, agent: false }))
      else reject(problem)
    })
    sent.once('response', async (response) => {
      answered = true
      const type = response.headers['content-type'] ?? ''
      const chunks: Buffer[] = []
      response.once('error', () => undefined)
      for await (const chunk of response) {
        chunks.push(chunk)
        if (type.startsWith('text/event-stream')) break
      }
      const { statusCode: status = 0, headers: told } = response
      const text = Buffer.concat(chunks).toString(
        /^(text|application)/.test(type) ? 'utf8' : 'latin1',
      )
      resolve({ status, type, allow: told.allow ?? '', body: text })
    })
    sent.end(body)
  })
}

/** What is wrong with an answer; nothing where the document foretold it. */
function faultOf(asked: Request, answer: Answered): string | undefined {
  const { status } = answer
  if (status >= 500) return 'a fault of the desk'
  if (asked.method === 'HEAD') return undefined
  if (asked.method === 'OPTIONS') return status === 204 ? undefined : refusalFault(asked, answer)
  if (asked.method !== asked.ask.method) return refusalFault(asked, answer)
  if (asked.sound && status >= 400) return 'refused, though all of it is as described'
  if (asked.broken && status < 400) return 'taken, though it is not as described'
  return api.answerFault(asked.ask, answer)
}

/** Another method of an address that is there. */
function refusalFault({ ask: { method, path } }: Request, answer: Answered): string | undefined {
  const others = Object.keys(api.document.paths[path] ?? {})
  if (answer.status < 400)
    return others.length > 1 ? undefined : `taken, though only ${method} is described`
  if (answer.status === 405 && !answer.allow.includes(method)) return `Allow is ${answer.allow}`
  return api.errorFault(answer.body)
}

describe('the described API', () => {
  it(`is true: ${requests} requests, sound and broken, are answered as it says`, async () => {
    const known = await someOfAll()
    const seen = new Map<string, number>()
    const run = fc.array(requestsOf(api, known), { minLength: atATime, maxLength: atATime })
    await fc.assert(
      fc.asyncProperty(run, async (asked) => {
        const answers = await Promise.all(asked.map((one) => ask(one, { port: at.port, agent })))
        const faults = asked.flatMap((one, n) => {
          const answer = answers[n]!
          const name = `${one.ask.operation.operationId} ${answer.status}`
          seen.set(name, (seen.get(name) ?? 0) + 1)
          const fault = faultOf(one, answer)
          if (!fault) return []
          const body = one.body.toString().slice(0, 300)
          return [
            `${fault}: ${one.method} ${one.path} ${JSON.stringify(one.headers)} ${body} → ${answer.status} ${answer.type} ${answer.body.slice(0, 300)}`,
          ]
        })
        expect(faults).toEqual([])
      }),
      { numRuns: Math.ceil(requests / atATime), endOnFailure: true },
    )
    if (process.env.API_SEEN) console.log([...seen].sort())
    // It is no proof of anything where nothing was ever taken.
    const untaken = api.asks.filter(
      ({ operation }) =>
        ![...seen.keys()].some((name) => new RegExp(`^${operation.operationId} 2`).test(name)),
    )
    expect(untaken.map(({ operation }) => operation.operationId)).toEqual([])
  })
})

/** What the requests of a run can name. */
async function someOfAll(): Promise<Known> {
  const asks = (asked: Omit<Request, 'ask' | 'sound' | 'broken'>) =>
    ask(asked, { port: at.port, agent })
  const post = (path: string, type: string, body: string | Buffer) =>
    asks({ method: 'POST', path, headers: { 'Content-Type': type }, body: Buffer.from(body) })
  const opened = await post('/api/conversations', 'application/json', '')
  const { token, files, lines } = JSON.parse(opened.body) as Record<string, string>
  const form = new FormData()
  form.append('id', 'p1')
  form.append('file', new Blob([readFileSync('test/fixtures/pictures/receipt.png')]), 'receipt.png')
  await fetch(at.base + files, { method: 'POST', body: form })
  await at.desk.app.settled()
  const read = await asks({ method: 'GET', path: lines!, headers: {}, body: Buffer.alloc(0) })
  const [, id] = /files\/([^"]+)/.exec(read.body) ?? []
  return {
    parameters: { token: [token!], id: [id!], page: [] },
    allowed: () => [{}],
    others: [
      { Authorization: 'Bearer wrong' },
      { Authorization: 'Basic Zm9vOmJhcg==' },
      { Authorization: '' },
      { Cookie: 'redress_visitor=x' },
      { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://elsewhere.example' },
    ],
  }
}
