import type { Context } from 'hono'
import { z } from 'zod'
import { channelAndPeer } from '../../domain/actor.ts'
import type { InboundMessage } from '../../domain/message.ts'
import { describeFile } from '../../files/describe.ts'
import { knownFrom } from '../../http/known.ts'
import { refuse } from '../../http/refuse.ts'
import { localeOf } from '../../http/visitor.ts'
import type { ApiEnv, ApiSettings } from './settings.ts'

/** The sender's own id of a message: the same id is the same message. */
const messageId = z.string().regex(/^[\w-]{1,64}$/)

const beside = {
  id: messageId,
  locale: z.string().optional(),
  // What is no order number or no name is not worth refusing the words beside it.
  known: z
    .object({ order: z.unknown(), shop: z.unknown() })
    .partial()
    .transform(knownFrom)
    .optional(),
}
const body = z.union([
  z.strictObject({ ...beside, text: z.string().trim().min(1) }),
  z.strictObject({ ...beside, press: z.string().min(1).max(500) }),
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
  const { id, locale, known, ...said } = parsed.data
  return { ...envelope(c, settings, id, locale), ...said, ...(known && { known }) }
}

/** The photo or recording in a form body, stored, as a message; or the refusal to answer with. */
export async function fileFrom(
  c: Context<ApiEnv>,
  settings: ApiSettings,
): Promise<InboundMessage | Response> {
  const form = await c.req.parseBody().catch(() => ({}) as Record<string, string | File>)
  const id = messageId.safeParse(form.id)
  const given = form.file
  if (!id.success || !(given instanceof File)) return refuse(c, settings, 400, 'bad request')
  if (given.size > settings.limits.fileSize.value) return refuse(c, settings, 413, 'file too large')
  const bytes = new Uint8Array(await given.arrayBuffer())
  const known = describeFile(bytes)
  if (known === undefined) return refuse(c, settings, 415, 'not a picture')
  if (known === 'unreadable') return refuse(c, settings, 422, 'unreadable picture')
  const { seconds, ...kept } = known
  const stored = await settings.store.putFile({ ...kept, bytes })
  const file = seconds === undefined ? stored : { ...stored, seconds }
  const text = typeof form.text === 'string' ? form.text.trim() : ''
  const locale = typeof form.locale === 'string' ? form.locale : undefined
  const brought = knownFrom(form)
  return {
    ...envelope(c, settings, id.data, locale),
    files: [file],
    ...(brought && { known: brought }),
    ...(text !== '' && { text }),
  }
}

function envelope(c: Context<ApiEnv>, settings: ApiSettings, id: string, locale?: string) {
  const [channel, peer] = channelAndPeer(c.get('customer'))
  const isForeign = channel !== 'web'
  const hint = localeOf(locale) ?? localeOf(c.req.header('accept-language'))
  return {
    key: isForeign ? `page:${peer}:${id}` : `${peer}:${id}`,
    channel,
    peer,
    at: settings.clock.now(),
    ...(hint !== undefined && { locale: hint }),
    ...(isForeign && { onPage: true as const }),
  }
}
