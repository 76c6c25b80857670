import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

/** Whether the desk has sent this; a message that is older than five minutes counts as nobody's. */
export function isFromDesk({ headers }: IncomingMessage, body: string, secret: string): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': given = '' } = headers
  if (Math.abs(Date.now() / 1_000 - Number(at)) > 300) return false
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const ours = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest()
  return String(given)
    .split(' ')
    .map((one) => Buffer.from(one.replace(/^v1,/, ''), 'base64'))
    .some((one) => one.length === ours.length && timingSafeEqual(one, ours))
}

/** Takes each message once, however often it comes, and answers before anything slow begins. */
export function createReceiver(secret: string, take: (message: { type: string }) => void) {
  const taken = new Set<unknown>()
  return createServer(async (request, response) => {
    const body = await text(request)
    if (!isFromDesk(request, body, secret)) return response.writeHead(401).end()
    const id = request.headers['webhook-id']
    if (!taken.has(id)) take(JSON.parse(body))
    taken.add(id)
    response.writeHead(204).end()
  })
}
