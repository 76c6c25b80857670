import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** How a request is sealed where it is not as the platform would. */
export type SealedHow = {
  token?: string
  appId?: string
  aesKey?: string
  /** Seconds. */
  time?: number
  /** Changes the body after it was signed. */
  tamper?: (body: string) => string
  /** In clear text, beside a signature that is right for that mode. */
  plain?: true
}

/** A message as WeChat writes it: words in CDATA, numbers plain. */
export function xmlOf(fields: Record<string, string | number>): string {
  const lines = Object.entries(fields).map(([name, value]) =>
    typeof value === 'number'
      ? `<${name}>${value}</${name}>`
      : `<${name}><![CDATA[${value}]]></${name}>`,
  )
  return `<xml>${lines.join('\n')}</xml>`
}

export function sign(...parts: string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex')
}

/** The platform's crypto, written anew: ours is checked against another. */
export function seal(
  xml: string,
  { receiver, aesKey }: { receiver: string; aesKey: string },
): string {
  const secret = Buffer.from(`${aesKey}=`, 'base64')
  const words = Buffer.from(xml)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(words.length)
  const whole = Buffer.concat([randomBytes(16), length, words, Buffer.from(receiver)])
  const missing = 32 - (whole.length % 32)
  const cipher = createCipheriv('aes-256-cbc', secret, secret.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([whole, Buffer.alloc(missing, missing)])
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64')
}

export function unseal(sealed: string, aesKey: string): string {
  const secret = Buffer.from(`${aesKey}=`, 'base64')
  const cipher = createDecipheriv('aes-256-cbc', secret, secret.subarray(0, 16)).setAutoPadding(
    false,
  )
  const whole = Buffer.concat([cipher.update(sealed, 'base64'), cipher.final()])
  return whole.subarray(20, 20 + whole.readUInt32BE(16)).toString()
}
