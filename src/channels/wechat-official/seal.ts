import { randomBytes, timingSafeEqual } from 'node:crypto'
import { decrypt, encrypt, getSignature } from '@wecom/crypto'
import { spanMs } from '../../domain/span.ts'
import type { WechatSettings } from './account.ts'
import { cdata, type Fields, readXml } from './read-xml.ts'

/** Why a request is not believed. */
export type Doubt = 'not sealed' | 'bad signature' | 'stale' | 'not decrypted' | 'other account'

type Seal = Pick<WechatSettings, 'account' | 'clock' | 'policy'>
type Query = (name: string) => string | undefined

/** The platform asks whether the address is ours: the word to answer with, where its signature holds. */
export function openHandshake(query: Query, seal: Seal): { echo: string } | { doubt: Doubt } {
  const doubt = doubtOf(query, 'signature', '', seal)
  return doubt ? { doubt } : { echo: query('echostr') ?? '' }
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
  const doubt = doubtOf(query, 'msg_signature', sealed, seal)
  if (doubt) return { doubt }
  const inside = opened(sealed, seal.account.aesKey)
  if (!inside) return { doubt: 'not decrypted' }
  if (inside.id !== seal.account.appId) return { doubt: 'other account' }
  const fields = readXml(inside.message)
  return fields && { fields }
}

/** Seals an answer as the platform wants it. */
export function sealed(xml: string, { account, clock }: Seal): string {
  const time = String(Math.floor(clock.now() / 1000))
  const nonce = randomBytes(8).toString('hex')
  const body = encrypt(account.aesKey, xml, account.appId)
  const signature = getSignature(account.token, time, nonce, body)
  return `<xml>${cdata('Encrypt', body)}${cdata('MsgSignature', signature)}<TimeStamp>${time}</TimeStamp>${cdata('Nonce', nonce)}</xml>`
}

function doubtOf(query: Query, name: string, body: string, seal: Seal): Doubt | undefined {
  const time = query('timestamp') ?? ''
  const expected = getSignature(seal.account.token, time, query('nonce') ?? '', body)
  if (!isSame(query(name) ?? '', expected)) return 'bad signature'
  const skew = Math.abs(seal.clock.now() - Number(time) * 1000)
  return skew <= spanMs(seal.policy.wechatOfficial.skew.within) ? undefined : 'stale'
}

function opened(body: string, key: string): { message: string; id: string } | undefined {
  try {
    return decrypt(key, body)
  } catch {
    return undefined
  }
}

/** Takes as long for a near miss as for a wild one. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
