import { createDecipheriv } from 'node:crypto'
import type { FileRef } from '../../domain/message.ts'
import { type Described, describeFile } from '../../files/describe.ts'
import type { Store } from '../../store/port.ts'
import type { Media } from './read-frame.ts'

const patience = 10_000
/** PKCS#7 over blocks of that many bytes (developer.work.weixin.qq.com/document/path/101463). */
const block = 32

/**
 * Brings a file into the store; undefined where it cannot be had, is too large (`largest`, bytes) or cannot be read. `isPlain`
 * lets an address without https through, for a platform on this machine.
 */
export async function fetchMedia(
  { url, key }: Media,
  { store, largest, isPlain }: { store: Store; largest: number; isPlain: boolean },
): Promise<FileRef | undefined> {
  if (!isAddress(url, isPlain)) return undefined
  const sealed = await download(url, largest + block)
  const bytes = sealed && (key === undefined ? sealed : opened(sealed, key))
  if (!bytes || bytes.length > largest) return undefined
  const described = describeFile(bytes) ?? describePaper(bytes)
  if (described === undefined || described === 'unreadable') return undefined
  const { seconds, ...kept } = described
  const stored = await store.putFile({ ...kept, bytes })
  return seconds === undefined ? stored : { ...stored, seconds }
}

function isAddress(url: string, isPlain: boolean): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (isPlain && protocol === 'http:' && hostname === '127.0.0.1')
}

async function download(url: string, largest: number): Promise<Buffer | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patience), redirect: 'error' })
    if (!answer.ok || !answer.body) return undefined
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of answer.body) {
      size += chunk.length
      if (size > largest) return undefined
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch {
    return undefined
  }
}

function opened(sealed: Buffer, key: string): Buffer | undefined {
  try {
    const secret = Buffer.from(key, 'base64')
    const decipher = createDecipheriv('aes-256-cbc', secret, secret.subarray(0, 16))
    decipher.setAutoPadding(false)
    const plain = Buffer.concat([decipher.update(sealed), decipher.final()])
    const padding = plain.at(-1) ?? 0
    return padding >= 1 && padding <= block ? plain.subarray(0, plain.length - padding) : undefined
  } catch {
    return undefined
  }
}

/** Papers (ISO 32000). */
function describePaper(bytes: Buffer): Described | undefined {
  const isPaper = bytes.subarray(0, 5).toString('latin1') === '%PDF-'
  return isPaper ? { name: 'document.pdf', type: 'application/pdf' } : undefined
}
