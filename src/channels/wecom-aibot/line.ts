import type { SendMsgBody, TemplateCard, WeComMediaType, WSClient } from '@wecom/aibot-node-sdk'
import type { Account } from './account.ts'

/** There is no connection to the platform, or it did not answer. */
export class LineDownError extends Error {
  override name = 'LineDownError'
}

/** The platform took a message and refused it. */
export class RefusedError extends Error {
  override name = 'RefusedError'
  readonly errcode: number
  constructor(errcode: number) {
    super(`WeCom ${errcode}`)
    this.errcode = errcode
  }
}

/** A frame as the platform sends it. `req`: the name under which it is answered. */
export type Frame = { req: string; body: unknown }

/** Why a connection is over for good: the platform refuses the bot, or gave it to another program. */
export type End = { why: 'refused'; code: string } | { why: 'replaced' } | { why: 'stopped' }

/** The one long connection of a bot. Sending rejects with `LineDownError` or `RefusedError`. */
export type Line = {
  /** Keeps the connection, made anew whenever it breaks, until it is over for good or the signal comes. */
  hold(signal: AbortSignal): Promise<End>
  isUp(): boolean
  send(chat: string, body: SendMsgBody): Promise<void>
  /** Shows a card in the place of the one that was pressed; to those people only, where they are named. */
  update(req: string, card: TemplateCard, only?: readonly string[]): Promise<void>
  welcome(req: string, text: string): Promise<void>
  /** The id under which the platform sends a file of ours. */
  upload(bytes: Uint8Array, file: { type: WeComMediaType; filename: string }): Promise<string>
}

type LineEvents = {
  hear(frame: Frame): void
  /** The connection stands, or stands no longer. */
  changed(up: boolean): void
}

/** The largest frame taken, in bytes; a text has 20,480 at most. */
const largest = 1024 * 1024
const handshake = 15_000

/** The line over the platform's own library, which is loaded only when the connection is to be made. */
export function createLine(account: Account, { hear, changed }: LineEvents): Line {
  let client: WSClient | undefined
  let up = false

  const turn = (now: boolean) => {
    if (up === now) return
    up = now
    changed(now)
  }

  async function hold(signal: AbortSignal): Promise<End> {
    const { WSClient } = await import('@wecom/aibot-node-sdk')
    if (signal.aborted) return { why: 'stopped' }
    const mine = new WSClient({
      botId: account.botId,
      secret: account.secret,
      wsUrl: account.url,
      wsOptions: { maxPayload: largest, handshakeTimeout: handshake },
      maxReconnectAttempts: -1,
      // Who is refused is not asked again within seconds: the platform counts that.
      maxAuthFailureAttempts: 0,
      logger: silent,
    })
    client = mine
    try {
      return await over(mine, signal)
    } finally {
      turn(false)
      if (client === mine) client = undefined
      mine.removeAllListeners()
      mine.disconnect()
    }
  }

  function over(mine: WSClient, signal: AbortSignal): Promise<End> {
    return new Promise((resolve) => {
      let code = 'unknown'
      signal.addEventListener('abort', () => resolve({ why: 'stopped' }), { once: true })
      mine.on('authenticated', () => turn(true))
      mine.on('disconnected', () => turn(false))
      mine.on('error', (error) => {
        code = /\(code: (-?\d+)\)/.exec(error.message)?.[1] ?? code
        if (error.name === 'WSAuthFailureError') resolve({ why: 'refused', code })
      })
      mine.on('event.disconnected_event', () => resolve({ why: 'replaced' }))
      const take = (frame: { headers: { req_id: string }; body?: unknown }) =>
        hear({ req: frame.headers.req_id, body: frame.body })
      mine.on('message', take)
      mine.on('event', take)
      mine.connect()
    })
  }

  async function call<T>(work: (line: WSClient) => Promise<T>): Promise<T> {
    if (!client || !up) throw new LineDownError('WeCom is not connected')
    try {
      return await work(client)
    } catch (error) {
      const { errcode } = error as { errcode?: unknown }
      if (typeof errcode === 'number') throw new RefusedError(errcode)
      // The reason may hold what was to be sent.
      throw new LineDownError('WeCom does not answer')
    }
  }

  return {
    hold,
    isUp: () => up,
    send: (chat, body) => call(async (line) => void (await line.sendMessage(chat, body))),
    update: (req, card, only) =>
      call(
        async (line) =>
          void (await line.updateTemplateCard(answering(req), card, only && [...only])),
      ),
    welcome: (req, text) =>
      call(
        async (line) =>
          void (await line.replyWelcome(answering(req), {
            msgtype: 'text',
            text: { content: text },
          })),
      ),
    upload: (bytes, file) =>
      call(async (line) => (await line.uploadMedia(Buffer.from(bytes), file)).media_id),
  }
}

function answering(req: string) {
  return { headers: { req_id: req } }
}

/** The library would write what people say into the log. */
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}
