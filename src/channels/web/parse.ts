import type { Context } from 'hono'
import { z } from 'zod'
import type { InboundMessage } from '../../domain/message.ts'
import { localeOf } from '../../http/visitor.ts'
import { endingOf, pictureType } from './picture.ts'
import { refuse } from './refuse.ts'
import type { ApiEnv, ApiSettings } from './settings.ts'

/** The sender's own id of a message: the same id is the same message. */
const messageId = z.string().regex(/^[\w-]{1,64}$/)

const body = z.union([
  z.strictObject({ id: messageId, text: z.string().trim().min(1), locale: z.string().optional() }),
  z.strictObject({
    id: messageId,
    press: z.string().min(1).max(500),
    locale: z.string().optional(),
  }),
])

/** The message in a JSON body, or the refusal to answer with. */
export async function messageFrom(
  c: Context<ApiEnv>,
  settings: ApiSettings,
): Promise<InboundMessage | Response> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
    return refuse(c, settings, 415, 'bad request')
  }
  const parsed = body.safeParse(await c.req.json().catch(() => undefined))
  if (!parsed.success) return refuse(c, settings, 400, 'bad request')
  const { id, locale, ...said } = parsed.data
  return { ...envelope(c, settings, id, locale), ...said }
}

/** The photo in a form body, stored, as a message; or the refusal to answer with. */
export async function pictureFrom(
  c: Context<ApiEnv>,
  settings: ApiSettings,
): Promise<InboundMessage | Response> {
  const form = await c.req.parseBody().catch(() => ({}) as Record<string, string | File>)
  const id = messageId.safeParse(form.id)
  const given = form.file
  if (!id.success || !(given instanceof File)) return refuse(c, settings, 400, 'bad request')
  if (given.size > settings.limits.fileSize.value) return refuse(c, settings, 413, 'file too large')
  const bytes = new Uint8Array(await given.arrayBuffer())
  const type = pictureType(bytes)
  if (type === undefined) return refuse(c, settings, 415, 'not a picture')
  if (type === 'unreadable') return refuse(c, settings, 422, 'unreadable picture')
  // The sender's own file name is not kept: it may hold anything, and says nothing the desk needs.
  const file = await settings.store.putFile({ name: `photo.${endingOf(type)}`, type, bytes })
  const text = typeof form.text === 'string' ? form.text.trim() : ''
  const locale = typeof form.locale === 'string' ? form.locale : undefined
  return {
    ...envelope(c, settings, id.data, locale),
    files: [file],
    ...(text !== '' && { text }),
  }
}

function envelope(c: Context<ApiEnv>, settings: ApiSettings, id: string, locale?: string) {
  const peer = c.get('peer')
  const hint = localeOf(locale) ?? localeOf(c.req.header('accept-language'))
  return {
    key: `${peer}:${id}`,
    channel: 'web',
    peer,
    at: settings.clock.now(),
    ...(hint !== undefined && { locale: hint }),
  }
}
