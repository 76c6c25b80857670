import { createHash } from 'node:crypto'
import type { WebhookAddress } from '../domain/actor.ts'
import type { Webhook } from '../domain/webhook.ts'
import { shown } from './explain-issues.ts'

export const webhookDefaults = { WEBHOOK_URLS: '', WEBHOOK_SECRET: '' }
type Name = keyof typeof webhookDefaults

/** As standardwebhooks.com has it: base64 of 24 to 64 bytes. */
const secretForm = /^whsec_([A-Za-z0-9+/]{32,86}={0,2})$/

/** Those that are named; what is lacking or wrong goes to `tell`, which never gets to see a secret. */
export function readWebhooks(
  read: (name: Name) => string,
  tell: (name: Name, what: string, values: Record<string, string>) => void,
): readonly Webhook[] {
  const urls = words(read('WEBHOOK_URLS'))
  const secrets = words(read('WEBHOOK_SECRET'))
  if (urls.length > 0 && secrets.length === 0) {
    tell('WEBHOOK_SECRET', 'needed with', { other: 'WEBHOOK_URLS' })
  }
  for (const url of urls) {
    if (!isReachable(url)) tell('WEBHOOK_URLS', 'webhook url', { got: shown(hostOf(url)) })
  }
  const matches = secrets.map((secret) => secretForm.exec(secret)?.[1])
  if (matches.includes(undefined)) tell('WEBHOOK_SECRET', 'signing secret', {})
  const keys = matches.map((base64 = '') => Buffer.from(base64, 'base64'))
  return urls.map((url) => ({ address: addressOf(url), url, keys }))
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean)
}

/** Over HTTPS, or on this machine. */
function isReachable(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, username } = new URL(url)
  const isHere = /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && isHere))
}

/** What stands behind the host may be secret. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host || url : url
}

/** The same for the same address, in whatever order they are named: letters wait for it. */
function addressOf(url: string): WebhookAddress {
  const mark = createHash('sha256').update(url).digest('hex').slice(0, 8)
  return `webhook:${hostOf(url)}/${mark}`
}
