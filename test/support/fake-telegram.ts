import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { Update } from 'telegraf/types'
import type { Clock } from '../../src/clock/port.ts'
import {
  bad,
  buttonsOf,
  type Failing,
  type Fields,
  fieldsOf,
  type OnScreen,
  parsed,
  Refusal,
  refused,
  type Speaker,
  who,
} from './telegram-form.ts'

/**
 * Telegram's Bot API as one bot meets it: updates by question or for a webhook, what the chats show, limits of lengths and
 * data. It checks what the documentation says, with names and answers as the documentation has them.
 */
export type FakeTelegram = AsyncDisposable & {
  api: string
  token: string
  /** Calls of a method, in order. */
  calls(method: string): Record<string, unknown>[]
  shown(chat: number | string): OnScreen[]
  texts(chat: number | string): string[]
  webhook: { url: string; secret_token?: string } | undefined
  /** What could not be brought last, as the platform tells it. */
  trouble: { last_error_date?: number; last_error_message?: string }
  files: Map<string, Uint8Array>
  /** A group that has another number now. */
  moved: Map<string, number>
  /** The next calls fail so, once each; undefined lets one pass. */
  failNext(method: string, ...failures: (Failing | undefined)[]): void
  failAlways(method: string, failure: Failing | undefined): void
  /** Calls of that method wait until the promise resolves. */
  delay(method: string, until: Promise<unknown>): void
  message(from: Speaker, more: Record<string, unknown>): Update
  /** The press of a button that the chat shows, the newest of that label. */
  press(from: Speaker, label: string): Update
  /** Puts it where the bot asks for it. */
  push(...updates: Update[]): void
  /** How many the bot has not acknowledged. */
  waiting(): number
  /** Resolves when there are none. */
  taken(): Promise<void>
}

const token = '123456:AAAA-the-token-of-the-bot_aaaaaaaaa'
const me = {
  id: 123456,
  is_bot: true,
  first_name: 'Desk',
  username: 'DeskBot',
  can_read_all_group_messages: false,
}

export async function fakeTelegram(clock: Clock): Promise<FakeTelegram> {
  const failures = new Map<string, (Failing | undefined)[]>()
  const always = new Map<string, Failing>()
  const delays = new Map<string, Promise<unknown>>()
  const calls: { method: string; fields: Fields }[] = []
  const screens = new Map<string, OnScreen[]>()
  let updates: Update[] = []
  let again: Update[] = []
  let acknowledged = 0
  let ids = 1000
  let numbers = 0
  let wake: () => void = () => undefined
  const whenTaken: (() => void)[] = []
  const handedAgain = new Set<Update>()
  let asking: { end(): void } | undefined

  const app = new Hono()
  app.post(`/:bot/:method`, async (c) => {
    const method = c.req.param('method')
    const fields = await fieldsOf(c)
    calls.push({ method, fields })
    await delays.get(method)
    if (c.req.param('bot') !== `bot${token}`)
      return refused(c, { error_code: 401, description: 'Unauthorized' })
    const failure = failures.get(method)?.shift() ?? always.get(method)
    if (failure) return refused(c, failure)
    try {
      return c.json({ ok: true, result: await carryOut(method, fields, c) })
    } catch (error) {
      if (error instanceof Refusal) return refused(c, error.failing)
      throw error
    }
  })
  app.get('/file/:bot/*', (c) => {
    const path = c.req.path.split('/').slice(3).join('/')
    const bytes = fake.files.get(path)
    return bytes ? c.body(new Uint8Array(bytes)) : c.text('not found', 404)
  })
  const server: ServerType = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')

  const fake: FakeTelegram = {
    api: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    calls: (method) => calls.filter((call) => call.method === method).map(({ fields }) => fields),
    shown: (chat) => screens.get(String(chat)) ?? [],
    texts: (chat) => fake.shown(chat).map(({ text }) => text),
    webhook: undefined,
    trouble: {},
    files: new Map(),
    moved: new Map(),
    failNext: (method, ...more) =>
      void failures.set(method, [...(failures.get(method) ?? []), ...more]),
    failAlways: (method, failure) =>
      void (failure ? always.set(method, failure) : always.delete(method)),
    delay: (method, until) => void delays.set(method, until),
    message: (from, more) => ({
      update_id: ++ids,
      message: { message_id: ++numbers, date: seconds(), ...who(from), ...more } as never,
    }),
    press(from, label) {
      const chat = String(from.group ?? from.id)
      // Before it is drawn anew a button may be pressed that is not there a moment later.
      const buttons = fake
        .shown(chat)
        .flatMap(({ n, first, buttons: rows }) =>
          [...first.buttons, ...rows.flat()].map((button) => ({ ...button, n })),
        )
      const found = buttons.filter((button) => button.label === label).at(-1)
      if (!found) throw new Error(`${chat} shows no button "${label}"`)
      const { from: person, chat: place } = who(from)
      const message = { message_id: found.n, date: seconds(), chat: place }
      const query = { id: `q${++ids}`, from: person, message, chat_instance: '1', data: found.data }
      return { update_id: ++ids, callback_query: query as never }
    },
    push(...more) {
      // What was acknowledged may come again all the same.
      again.push(...more.filter(({ update_id: id }) => id < acknowledged))
      updates.push(...more.filter(({ update_id: id }) => id >= acknowledged))
      wake()
    },
    waiting: () => updates.length + again.length,
    taken: () =>
      fake.waiting() ? new Promise((resolve) => whenTaken.push(resolve)) : Promise.resolve(),
    async [Symbol.asyncDispose]() {
      wake()
      ;(server as import('node:http').Server).closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  const answers: Record<string, (fields: Fields) => unknown> = {
    getMe: () => me,
    getWebhookInfo: () => ({
      url: fake.webhook?.url ?? '',
      pending_update_count: fake.waiting(),
      ...fake.trouble,
    }),
    setWebhook(fields) {
      if (!String(fields.url).startsWith('https://'))
        throw bad('bad webhook: An HTTPS URL must be provided')
      fake.webhook = fields as FakeTelegram['webhook'] & object
      return true
    },
    deleteWebhook() {
      fake.webhook = undefined
      return true
    },
    getFile({ file_id: id }) {
      if (!fake.files.has(String(id)))
        throw bad('wrong file_id or the file is temporarily unavailable')
      return { file_id: id, file_path: id }
    },
    createForumTopic: ({ name }) => ({ message_thread_id: ++numbers, name }),
    editMessageText: edit,
  }
  return fake

  function seconds(): number {
    return Math.floor(clock.now() / 1000)
  }

  function carryOut(method: string, fields: Fields, c: Context): unknown {
    if (method === 'getUpdates') return getUpdates(fields, c)
    if (/^send(Message|Photo|Document|Voice|Audio|Video)$/.test(method)) return send(method, fields)
    return (answers[method] ?? (() => true))(fields)
  }

  /** Holds the question open until there is something; a second one ends the first. */
  async function getUpdates({ offset = 0 }: Fields, c: Context): Promise<Update[]> {
    if (fake.webhook) {
      throw new Refusal({
        error_code: 409,
        description: "Conflict: can't use getUpdates method while webhook is active",
      })
    }
    asking?.end()
    acknowledged = Math.max(acknowledged, Number(offset))
    updates = updates.filter(({ update_id: id }) => id >= acknowledged)
    again = again.filter((one) => !handedAgain.has(one))
    if (fake.waiting() === 0) for (const resolve of whenTaken.splice(0)) resolve()
    if (fake.waiting() > 0) return handOut()
    const other = new Refusal({
      error_code: 409,
      description: 'Conflict: terminated by other getUpdates request',
    })
    const mine = { end: (): void => undefined }
    asking = mine
    await new Promise<void>((resolve, reject) => {
      wake = resolve
      mine.end = () => reject(other)
      ;(c.env as { incoming: IncomingMessage }).incoming.once('close', resolve)
    })
    if (asking === mine) asking = undefined
    return handOut()
  }

  function handOut(): Update[] {
    for (const one of again) handedAgain.add(one)
    return [...again, ...updates].slice(0, 100)
  }

  function screenOf({ chat_id: chat }: Fields): OnScreen[] {
    const to = fake.moved.get(String(chat))
    if (to !== undefined) {
      throw new Refusal({
        error_code: 400,
        description: 'Bad Request: group chat was upgraded to a supergroup chat',
        parameters: { migrate_to_chat_id: to },
      })
    }
    const screen = screens.get(String(chat)) ?? []
    screens.set(String(chat), screen)
    return screen
  }

  function send(method: string, fields: Fields) {
    const screen = screenOf(fields)
    const field = method.slice('send'.length).toLowerCase()
    const file = fields[field] as Uint8Array | undefined
    const text = String((method === 'sendMessage' ? fields.text : fields.caption) ?? '')
    if (method === 'sendMessage' && text === '') throw bad('message text is empty')
    if (text.length > (method === 'sendMessage' ? 4096 : 1024)) throw bad('message is too long')
    const reply = parsed(fields.reply_parameters) as { message_id: number } | undefined
    const topic = fields.message_thread_id
    const buttons = buttonsOf(fields)
    screen.push({
      n: ++numbers,
      text,
      first: { text, buttons: buttons.flat() },
      buttons,
      ...(method !== 'sendMessage' && { file: { method, bytes: file! } }),
      ...(reply && { replyTo: reply.message_id }),
      ...(topic !== undefined && { topic: Number(topic) }),
      edits: 0,
      at: clock.now(),
    })
    return { message_id: numbers, date: seconds(), chat: { id: Number(fields.chat_id) } }
  }

  function edit(fields: Fields) {
    const found = screenOf(fields).find(({ n }) => n === Number(fields.message_id))
    if (!found) throw bad('message to edit not found')
    const buttons = buttonsOf(fields)
    const same =
      found.text === fields.text && JSON.stringify(found.buttons) === JSON.stringify(buttons)
    if (same) throw bad('message is not modified')
    Object.assign(found, { text: fields.text, buttons, edits: found.edits + 1 })
    return { message_id: found.n }
  }
}
