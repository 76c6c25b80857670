import { randomBytes, timingSafeEqual } from 'node:crypto'
import { decrypt, encrypt, getSignature } from '@wecom/crypto'
import type { Clock } from '../../clock/port.ts'
import { cdata, type Fields, readXml } from './read-xml.ts'

/** Why a request is not believed. */
export type Doubt = 'not sealed' | 'bad signature' | 'stale' | 'not decrypted' | 'other account'

/** What the platform's requests are sealed with. `receiver`: whom they are for; `skew`: how far its clock may be off, in ms. */
export type Seal = {
  token: string
  /** The EncodingAESKey, 43 characters. */
  aesKey: string
  receiver: string
  skew: number
  clock: Clock
}

type Query = (name: string) => string | undefined

/** The platform asks whether the address is ours: the word to answer with, where its signature holds. */
export function openHandshake(query: Query, seal: Seal): { echo: string } | { doubt: Doubt } {
  const doubt = doubtOf(query, 'signature', '', seal)
  return doubt ? { doubt } : { echo: query('echostr') ?? '' }
}

/** The same, where the word is sealed (developer.work.weixin.qq.com/document/path/90238). */
export function openSealedHandshake(query: Query, seal: Seal): { echo: string } | { doubt: Doubt } {
  const opened = believed(query, query('echostr') ?? '', seal)
  return 'doubt' in opened ? opened : { echo: opened.message }
}

/** Opens one sealed body: signature first, then time, then whom it is for. Nothing in clear text is ever believed. */
export function openSealed(
  query: Query,
  body: string,
  seal: Seal,
): { fields: Fields } | { doubt: Doubt } | undefined {
  const outside = readXml(body)
  if (!outside) return undefined
  const sealed = outside.get('Encrypt')
  if (sealed === undefined) return { doubt: 'not sealed' }
  const opened = believed(query, sealed, seal)
  if ('doubt' in opened) return opened
  const fields = readXml(opened.message)
  return fields && { fields }
}

/** Seals an answer as the platform wants it. */
export function sealed(xml: string, { token, aesKey, receiver, clock }: Seal): string {
  const time = String(Math.floor(clock.now() / 1000))
  const nonce = randomBytes(8).toString('hex')
  const body = encrypt(aesKey, xml, receiver)
  const signature = getSignature(token, time, nonce, body)
  return `<xml>${cdata('Encrypt', body)}${cdata('MsgSignature', signature)}<TimeStamp>${time}</TimeStamp>${cdata('Nonce', nonce)}</xml>`
}

function believed(query: Query, body: string, seal: Seal): { message: string } | { doubt: Doubt } {
  const doubt = doubtOf(query, 'msg_signature', body, seal)
  if (doubt) return { doubt }
  const inside = opened(body, seal.aesKey)
  if (!inside) return { doubt: 'not decrypted' }
  return inside.id === seal.receiver ? inside : { doubt: 'other account' }
}

function doubtOf(query: Query, name: string, body: string, seal: Seal): Doubt | undefined {
  const time = query('timestamp') ?? ''
  const expected = getSignature(seal.token, time, query('nonce') ?? '', body)
  if (!isSame(query(name) ?? '', expected)) return 'bad signature'
  const skew = Math.abs(seal.clock.now() - Number(time) * 1000)
  return skew <= seal.skew ? undefined : 'stale'
}

function opened(body: string, key: string): { message: string; id: string } | undefined {
  try {
    return decrypt(key, body)
  } catch {
    return undefined
  }
}

/** Takes as long for a near miss as for a wild one. */
export function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
