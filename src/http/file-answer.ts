import type { Context } from 'hono'
import { playable } from '../files/play-amr.ts'
import type { Store } from '../store/port.ts'

/**
 * A stored file as the answer to a request: shown, never run, kept by nobody between; a part of it where one is asked for. A
 * recording that browsers do not play is given as one they do; `?as=sent` gives what was sent.
 */
export async function fileAnswer(c: Context, store: Store, id: string): Promise<Response> {
  const kept = await store.file(id)
  if (!kept) return c.notFound()
  const file = c.req.query('as') === 'sent' ? kept : await playable(kept)
  const headers = {
    'Content-Type': file.type,
    'Content-Disposition': /^(image|audio)\//.test(file.type) ? 'inline' : 'attachment',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'private, max-age=31536000, immutable',
    'Accept-Ranges': 'bytes',
  }
  const bytes = new Uint8Array(file.bytes)
  const part = partOf(c.req.header('range'), bytes.length)
  if (!part) return c.body(bytes, 200, headers)
  const range = `bytes ${part.from}-${part.to - 1}/${bytes.length}`
  return c.body(bytes.slice(part.from, part.to), 206, { ...headers, 'Content-Range': range })
}

/** The one range a player asks for (RFC 9110 §14.1.2); anything else gets the whole. */
function partOf(range: string | undefined, length: number) {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? []
  if (first === '' && last === '') return undefined
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first)
  const to = first === '' || last === '' ? length : Math.min(length, Number(last) + 1)
  return from < to ? { from, to } : undefined
}
