import { randomBytes } from 'node:crypto'
import { encrypt, getSignature } from '@wecom/crypto'
import { type Finding, lookAtAddress, type Surroundings } from '../check.ts'

/** What the platform's question is signed with; `receiver` where the word itself is sealed too. */
type Signing = { token: string; aesKey: string; receiver?: string }

/** The platform calls no other ports. */
const ports = { https: [443], http: [80] }

/** Asks our public address what the platform asks when the address is entered there. */
export function lookAtWebhook(
  around: Surroundings,
  path: string,
  { token, aesKey, receiver }: Signing,
): Promise<Finding[]> {
  const word = randomBytes(8).toString('hex')
  const echostr = receiver === undefined ? word : encrypt(aesKey, word, receiver)
  const timestamp = String(Math.floor(around.now / 1000))
  const nonce = randomBytes(8).toString('hex')
  const signed = receiver === undefined ? '' : echostr
  const signature = getSignature(token, timestamp, nonce, signed)
  const name = receiver === undefined ? 'signature' : 'msg_signature'
  return lookAtAddress(around, {
    path,
    query: new URLSearchParams({ timestamp, nonce, echostr, [name]: signature }),
    isOurs: async (answer) => answer.ok && (await answer.text()) === word,
    ports,
  })
}

/** The address the platform says we call from: it stands in its words where it is not on its list. */
export function addressIn(words: unknown): string {
  return /\b\d{1,3}(?:\.\d{1,3}){3}\b/.exec(String(words))?.[0] ?? '–'
}
