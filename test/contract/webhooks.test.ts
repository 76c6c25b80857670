import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { parse } from 'yaml'
import { announced } from '../../flows/ticket/announced.ts'
import { openTerminalDesk, type TerminalDesk } from '../../src/chat/terminal-desk.ts'
import { VirtualClock } from '../../src/clock/virtual.ts'
import { readWebhooks } from '../../src/settings/webhook-environment.ts'
import { createReceiver, isFromDesk } from '../examples/webhook-receiver.ts'
import { readPage } from '../support/documents.ts'
import { tempFolder } from '../support/store-folder.ts'

type Told = { type: string; data: { ticket: Record<string, unknown> } }
type Call = {
  id: string
  message: Told
  headers: Record<string, string>
  signatures: string[]
  isOurs: boolean
  body: string
}

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const older = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
const hour = 3_600_000

let clock: VirtualClock
let server: Server
let calls: Call[]
/** How the next calls are answered; 204 where nothing is said. */
let answers: (number | ((response: ServerResponse) => void))[]
let desk: TerminalDesk
let folder: Awaited<ReturnType<typeof tempFolder>>
let faults: unknown[]
let said: string[]

async function hear(request: IncomingMessage, response: ServerResponse) {
  const body = await text(request)
  const headers = Object.fromEntries(
    ['id', 'timestamp', 'signature'].map((name) => [
      `webhook-${name}`,
      String(request.headers[`webhook-${name}`]),
    ]),
  )
  calls.push({
    id: headers['webhook-id']!,
    message: JSON.parse(body),
    headers,
    signatures: headers['webhook-signature']!.split(' '),
    isOurs: isFromDesk(request, body, secret),
    body,
  })
  const answer = answers.shift() ?? 204
  if (typeof answer === 'function') answer(response)
  else response.writeHead(answer, { location: '/elsewhere', 'retry-after': '90' }).end()
}

async function open(secrets = secret) {
  const { port } = server.address() as AddressInfo
  const values = { WEBHOOK_URLS: `http://127.0.0.1:${port}/hook`, WEBHOOK_SECRET: secrets }
  desk = await openTerminalDesk({
    folder: folder.path,
    clock,
    deliver: ({ message }) => void said.push(message.text),
    onFault: (where, error) => faults.push([where, error]),
    webhooks: readWebhooks(
      (name) => values[name],
      (name) => expect.fail(name),
    ),
  })
  await desk.app.start()
}

beforeEach(async () => {
  // The receiver of the page looks at the real time.
  clock = new VirtualClock(Date.now())
  folder = await tempFolder()
  calls = []
  answers = []
  faults = []
  said = []
  server = createServer((request, response) => void hear(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  await open()
})
afterEach(async () => {
  await desk.close()
  server.closeAllConnections()
  server.close()
  await folder[Symbol.asyncDispose]()
})

let ids = 0
async function says(peer: string, words: string) {
  const key = `k${++ids}`
  await desk.app.receive({ key, channel: 'terminal', peer, at: clock.now(), text: words })
  await pass(10_000)
}
const pass = (ms: number) => desk.app.passTime(clock, clock.now() + ms)
const types = () => calls.map(({ message }) => message.type)

async function complains() {
  await says('li', '我要投诉，买的杯子漏水，电话 13812345678，我叫李四')
  await says('li', '直接提交')
}

it('a case is told from its opening on, in order, signed, without a word of anybody', async () => {
  await desk.enrol({ id: 'wang', role: 'agent', name: '王敏' })
  await complains()
  await says('@wang', '接单')
  await says('@wang', '定性 成立 杯口开裂')
  expect(types().filter((type) => type !== 'ticket.confirmed')).toEqual([
    'ticket.opened',
    'ticket.taken',
    'ticket.judged',
  ])
  const taken = calls.find(({ message }) => message.type === 'ticket.taken')!
  expect(taken.message.data.ticket).toMatchObject({ owner: 'wang', state: 'investigating' })
  expect(calls.every(({ isOurs }) => isOurs)).toBe(true)
  expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length)
  for (const { body, id } of calls) expect(body + id).not.toMatch(/杯|李|1381234|王敏|\bli\b/)
  expect(faults).toEqual([])
})

it('what is not taken comes again with its id, before what came later, and no redirect is followed', async () => {
  await desk.enrol({ id: 'wang', role: 'agent' })
  answers = [503, 302, (response) => response.destroy()]
  await complains()
  await says('@wang', '接单')
  expect(calls).toHaveLength(1)
  // Retry-After asks for a minute and a half.
  await pass(90_000)
  expect(calls).toHaveLength(2)
  await pass(hour)
  expect(types().slice(0, 4)).toEqual(Array(4).fill('ticket.opened'))
  expect(new Set(calls.slice(0, 4).map(({ id }) => id)).size).toBe(1)
  expect(types().at(-1)).toBe('ticket.taken')
})

it('what is never taken is given to the leaders, who read neither the address nor a word of it', async () => {
  await desk.enrol({ id: 'su', role: 'supervisor' })
  answers = Array(8).fill(500)
  await complains()
  await pass(19 * hour)
  expect(types().filter((type) => type === 'ticket.opened')).toHaveLength(8)
  const told = said.filter((line) => line.includes('HTTP 500'))
  expect(told).toHaveLength(1)
  expect(told[0]).not.toMatch(/\/hook/)
})

it('what waits while the desk is closed comes when it is open again', async () => {
  answers = [503]
  await complains()
  await desk.close()
  await open()
  await pass(90_000)
  expect(types().slice(0, 2)).toEqual(['ticket.opened', 'ticket.opened'])
})

it('while the secret is changed both sign', async () => {
  await desk.close()
  await open(`${older} ${secret}`)
  await complains()
  expect(calls[0]!.isOurs).toBe(true)
  expect(calls[0]!.signatures).toEqual([
    expect.stringMatching(/^v1,/),
    expect.stringMatching(/^v1,/),
  ])
})

it('the receiver of the page takes each message once, and nothing that is forged', async () => {
  const messages: unknown[] = []
  const receiver = createReceiver(secret, (message) => void messages.push(message)).listen(0)
  await once(receiver, 'listening')
  const { port } = receiver.address() as AddressInfo
  const post = async (headers: Record<string, string>, body: string) =>
    (await fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body })).status
  await complains()
  const { headers, body, message } = calls[0]!
  expect(await post({ ...headers, 'webhook-signature': 'v1,AAAA' }, body)).toBe(401)
  expect(await post(headers, body.replace('2', '3'))).toBe(401)
  expect(await post({ ...headers, 'webhook-timestamp': '1700000000' }, body)).toBe(401)
  expect(messages).toEqual([])
  expect([await post(headers, body), await post(headers, body)]).toEqual([204, 204])
  expect(messages).toEqual([message])
  receiver.close()
})

it('every event stands in a history, and on the page', () => {
  const { history } = parse(readPage('flows/ticket/texts.en.yaml')) as { history: object }
  const keys = Object.keys(announced).map((key) => key.replace('ticket.history.', ''))
  expect(keys.filter((key) => !(key in history))).toEqual([])
  const onPage = [...readPage('docs/webhooks.md').matchAll(/`(ticket\.\w+)`/g)].map(
    ([, type]) => type,
  )
  expect([...new Set(onPage)].sort()).toEqual([...new Set(Object.values(announced))].sort())
})
