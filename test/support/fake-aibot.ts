import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Clock } from '../../src/clock/port.ts'

/** Who writes, and in which group; alone with the bot where there is none. */
export type Author = { id: string; group?: string }

/** A message as its talk shows it. */
export type BotMessage = {
  text: string
  buttons: readonly { text: string; key: string }[]
  task?: string
  kind: string
  /** How often the card was drawn anew, and for whom it looks otherwise. */
  drawn: number
  onlyFor: ReadonlyMap<string, Shown>
}
type Shown = Pick<BotMessage, 'text' | 'buttons'>
type Sent = { -readonly [K in keyof BotMessage]: BotMessage[K] } & { chat: string; at: number }
type Frame = { cmd?: string; headers: { req_id: string }; body?: Record<string, unknown> }

/** WeCom's end of a bot's long connection, as its documents and its own library have it. */
export type FakeAibot = AsyncDisposable & {
  account: { botId: string; secret: string; url: string }
  /** How many connections have been let in so far. */
  connections(): number
  /** What a talk shows: of a group, or of somebody alone with the bot. */
  shown(chat: string): readonly BotMessage[]
  says(from: Author, content: string, more?: Record<string, unknown>): Promise<void>
  /** Presses the button with that label, of the last card of the talk that has one. */
  presses(from: Author, label: string): Promise<void>
  /** A frame of any kind, as somebody might forge it. */
  brings(cmd: string, body: unknown): Promise<void>
  event(from: Author, event: object): Record<string, unknown>
  message(from: Author, content: string, more?: Record<string, unknown>): Record<string, unknown>
  /** The next messages to talks are answered so; 0 lets one through, `none` gives no answer. */
  failNext(...codes: (number | 'none')[]): void
  /** Every attempt to sign in is answered so; 0 lets in again. */
  refuse(errcode: number): void
  /** All connections break. */
  drop(): void
  /** Another program signs in with the bot. */
  replace(): void
  /** Resolves when somebody has been let in since. */
  connected(): Promise<void>
}

const limits = { markdown: 20_480, title: 26, words: 112, buttons: 6, label: 10, key: 1024 }
const perMinute = 30
/** A card can be drawn anew so long after the press, in ms. */
const drawable = 5_000

export async function fakeAibot(clock: Clock): Promise<FakeAibot> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const account = {
    botId: 'aibTest',
    secret: 'the-secret-of-the-bot',
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
  }
  const sent: Sent[] = []
  const pressed = new Map<string, { task: string; at: number }>()
  const failures: (number | 'none')[] = []
  /** Talks in which somebody has written: only there may the bot write. */
  const known = new Set<string>()
  let line: WebSocket | undefined
  let refusal = 0
  let connections = 0
  const waiting: (() => void)[] = []

  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Frame
      const answer = answerTo(frame, socket)
      if (answer === 'none') return
      socket.send(JSON.stringify({ headers: frame.headers, errmsg: 'x', ...answer }))
      if (frame.cmd === 'aibot_subscribe' && answer.errcode === 0) {
        // The answer has been read by then.
        socket.ping()
        socket.once('pong', () => {
          for (const resolve of waiting.splice(0)) resolve()
        })
      }
    })
    socket.on('close', () => {
      if (line === socket) line = undefined
    })
  })

  function answerTo(
    { cmd, headers, body = {} }: Frame,
    socket: WebSocket,
  ): { errcode: number; body?: object } | 'none' {
    if (cmd === 'aibot_subscribe') return { errcode: signIn(body, socket) }
    if (cmd === 'ping') return { errcode: 0 }
    if (socket !== line) return { errcode: 40014 }
    if (cmd === 'aibot_send_msg') return failOr(() => take(body))
    if (cmd === 'aibot_respond_update_msg') return { errcode: draw(headers.req_id, body) }
    if (cmd === 'aibot_upload_media_init') return { errcode: 0, body: { upload_id: 'u' } }
    if (cmd === 'aibot_upload_media_chunk') return { errcode: 0 }
    if (cmd === 'aibot_upload_media_finish') {
      return { errcode: 0, body: { type: 'image', media_id: 'm', created_at: '' } }
    }
    return { errcode: 40008 }
  }

  function signIn(body: Record<string, unknown>, socket: WebSocket): number {
    if (refusal) return refusal
    if (body.bot_id !== account.botId || body.secret !== account.secret) return 40001
    if (line && line !== socket) goodbye(line)
    line = socket
    connections++
    return 0
  }

  /** One connection a bot: the older one is told, and goes. */
  function goodbye(socket: WebSocket): void {
    const body = { ...event({ id: 'x' }, { eventtype: 'disconnected_event' }), from: undefined }
    const headers = { req_id: randomUUID() }
    socket.send(JSON.stringify({ cmd: 'aibot_event_callback', headers, body }))
    socket.close()
  }

  function failOr(work: () => number): { errcode: number } | 'none' {
    const failure = failures.shift() ?? 0
    return failure === 'none' ? 'none' : { errcode: failure || work() }
  }

  function take({ chatid, msgtype, ...body }: Record<string, unknown>): number {
    const chat = String(chatid)
    if (!known.has(chat)) return 93006
    const recent = sent.filter((one) => one.chat === chat && one.at > clock.now() - 60_000)
    if (recent.length >= perMinute) return 45009
    const message = readMessage(String(msgtype), body[String(msgtype)] as Record<string, unknown>)
    if (typeof message === 'number') return message
    if (message.task !== undefined && sent.some(({ task }) => task === message.task)) return 40058
    sent.push({
      ...message,
      chat,
      at: clock.now(),
      kind: String(msgtype),
      drawn: 0,
      onlyFor: new Map(),
    })
    return 0
  }

  function draw(req: string, body: Record<string, unknown>): number {
    const press = pressed.get(req)
    if (!press || clock.now() > press.at + drawable) return 846605
    const message = readMessage('template_card', body.template_card as Record<string, unknown>)
    if (typeof message === 'number') return message
    const card = sent.find(({ task }) => task === press.task)
    if (!card || message.task !== press.task) return 40058
    const { text, buttons } = message
    const people = body.userids as string[] | undefined
    if (people)
      card.onlyFor = new Map([
        ...card.onlyFor,
        ...people.map((id) => [id, { text, buttons }] as const),
      ])
    else Object.assign(card, { text, buttons, drawn: card.drawn + 1 })
    return 0
  }

  const envelope = ({ id, group }: Author) => ({
    msgid: randomUUID(),
    create_time: Math.floor(clock.now() / 1000),
    aibotid: account.botId,
    chattype: group === undefined ? 'single' : 'group',
    ...(group !== undefined && { chatid: group }),
    from: { userid: id },
  })
  const event = (from: Author, what: object) => ({
    ...envelope(from),
    msgtype: 'event',
    event: what,
  })
  const message = (from: Author, content: string, more: Record<string, unknown> = {}) => ({
    ...envelope(from),
    msgtype: 'text',
    text: { content: from.group === undefined ? content : `@投诉助手 ${content}` },
    ...more,
  })

  async function bring(cmd: string, body: unknown, req = randomUUID() as string): Promise<void> {
    if (!line) throw new Error('nobody is connected')
    line.send(JSON.stringify({ cmd, headers: { req_id: req }, body }))
    // What was sent before has been read by then.
    const pong = once(line, 'pong')
    line.ping()
    const gone = new AbortController()
    const closed = once(line, 'close', { signal: gone.signal }).catch(() => undefined)
    await Promise.race([pong, closed])
    gone.abort()
  }

  return {
    account,
    connections: () => connections,
    shown: (chat) => sent.filter((one) => one.chat === chat),
    async says(from, content, more) {
      known.add(from.group ?? from.id)
      await bring('aibot_msg_callback', message(from, content, more))
    },
    async presses(from, label) {
      const chat = from.group ?? from.id
      const cards = sent.filter((one) => one.chat === chat && one.task !== undefined)
      const card = cards.findLast(({ buttons }) => buttons.some(({ text }) => text === label))
      if (!card) throw new Error(`no card of ${chat} has a button "${label}"`)
      const { key } = card.buttons.find(({ text }) => text === label)!
      const req = randomUUID()
      pressed.set(req, { task: card.task!, at: clock.now() })
      const template_card_event = {
        card_type: 'button_interaction',
        event_key: key,
        task_id: card.task,
      }
      const what = { eventtype: 'template_card_event', template_card_event }
      await bring('aibot_event_callback', event(from, what), req)
    },
    brings: bring,
    event,
    message,
    failNext: (...codes) => void failures.push(...codes),
    refuse: (code) => {
      refusal = code
    },
    drop: () => {
      for (const client of server.clients) client.terminate()
    },
    replace: () => {
      if (line) goodbye(line)
    },
    connected: () => new Promise<void>((resolve) => waiting.push(resolve)),
    async [Symbol.asyncDispose]() {
      for (const client of server.clients) client.terminate()
      server.close()
      await once(server, 'close')
    },
  }
}

type Read = Pick<Sent, 'text' | 'buttons'> & { task?: string }

/** What the platform takes; else the code it refuses with. */
function readMessage(type: string, holder: Record<string, unknown> | undefined): Read | number {
  if (type === 'markdown') {
    const text = String(holder?.content ?? '')
    if (text === '' || Buffer.byteLength(text) > limits.markdown) return 40058
    return { text, buttons: [] }
  }
  if (type === 'image' || type === 'file') return { text: `(${type})`, buttons: [] }
  if (type !== 'template_card' || !holder) return 40008
  const { main_title, sub_title_text = '', button_list = [], card_type, task_id } = holder
  const { title = '', desc = '' } = main_title as { title?: string; desc?: string }
  const buttons = button_list as { text: string; key: string }[]
  const isPressed = card_type === 'button_interaction'
  const leads = (holder.card_action as { type?: number } | undefined)?.type === 1
  const sound =
    [...title].length <= limits.title &&
    [...String(sub_title_text)].length <= limits.words &&
    buttons.length <= limits.buttons &&
    isPressed === buttons.length > 0 &&
    (isPressed || (card_type === 'text_notice' && leads)) &&
    buttons.every(
      ({ text, key }) => [...text].length <= limits.label && Buffer.byteLength(key) <= limits.key,
    ) &&
    new Set(buttons.map(({ key }) => key)).size === buttons.length &&
    /^[\w@-]{1,128}$/.test(String(task_id))
  if (!sound) return 40058
  const text = [title, desc, sub_title_text].filter(Boolean).join('\n')
  return { text, buttons, task: String(task_id) }
}
