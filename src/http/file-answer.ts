import type { Context } from 'hono'
import type { Store } from '../store/port.ts'

/** A stored file as the answer to a request: shown, never run, kept by nobody between. */
export async function fileAnswer(c: Context, store: Store, id: string): Promise<Response> {
  const file = await store.file(id)
  if (!file) return c.notFound()
  return c.body(new Uint8Array(file.bytes), 200, {
    'Content-Type': file.type,
    'Content-Disposition': file.type.startsWith('image/') ? 'inline' : 'attachment',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'private, max-age=31536000, immutable',
  })
}
