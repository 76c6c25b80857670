import type { Readable } from 'node:stream'
import type { Account } from './account.ts'

// As much of wechaty as is used. It is not there unless an account asks for it, so its own types cannot be; a test holds
// these against the real one.

/** A person or a room. */
export type Listener = { id: string; say(what: string | File): Promise<unknown> }

/** A file on its way. */
export type File = { name: string; toStream(): Promise<Readable> }

export type Message = {
  id: string
  self(): boolean
  talker(): Listener & { type(): number }
  room(): { id: string } | undefined
  date(): Date
  type(): number
  text(): string
  toFileBox(): Promise<File>
}

/** What stands between wechaty and WeChat. */
export type Puppet = {
  on(event: 'message', hear: (told: { messageId: string }) => void): unknown
  on(event: 'scan', hear: (told: { qrcode?: string; status: number }) => void): unknown
  on(event: 'login', hear: (told: { contactId: string }) => void): unknown
  on(event: 'logout' | 'dong' | 'heartbeat' | 'error', hear: (told: unknown) => void): unknown
  ding(data: string): void
  /** Of a gateway: the calls to it. Throws while there is no connection. */
  readonly grpcManager?: {
    readonly client: { stop: (request: unknown, done: () => void) => unknown }
  }
}

export type Bot = {
  on(event: 'error', hear: (error: unknown) => void): unknown
  start(): Promise<void>
  stop(): Promise<void>
  Message: { find(query: { id: string }): Promise<Message | undefined> }
  Contact: { load(id: string): Listener }
  Room: { load(id: string): Listener }
}

/** What messages are (`types.Message`); what is not named here cannot be read. */
export const messageTypes = {
  Unknown: 0,
  Attachment: 1,
  Audio: 2,
  Emoticon: 5,
  Image: 6,
  Text: 7,
  Recalled: 13,
  Video: 15,
} as const

/** Who is no person (`types.Contact`): an account that publishes. */
export const officialAccount = 2
/** A code that is over (`types.ScanStatus`). */
export const scanTimedOut = 5

type Build = { build(options: { name?: string; puppet: Puppet }): Bot }
type FileBox = { fromBase64(base64: string, name: string): File }

/** What makes an account reachable. */
export type Library = {
  /** A fresh connection, not yet started. */
  connect(): { bot: Bot; puppet: Puppet }
  file(bytes: Uint8Array, name: string): File
}

/** Brings wechaty and the account's puppet into the process. Rejects where they are not installed. */
export async function openLibrary(
  account: Account,
  load: (name: string) => Promise<unknown>,
): Promise<Library> {
  // It reads this at import, and says a lot otherwise.
  process.env.WECHATY_LOG ??= 'error'
  const { WechatyBuilder } = (await load(account.library)) as { WechatyBuilder: Build }
  const { FileBox } = (await load('file-box')) as { FileBox: FileBox }
  const Puppet = puppetIn(await load(account.puppet))
  return {
    connect() {
      const puppet = new Puppet(account.options)
      const name = account.memory === undefined ? {} : { name: account.memory }
      return { puppet, bot: WechatyBuilder.build({ ...name, puppet }) }
    },
    file: (bytes, name) => FileBox.fromBase64(Buffer.from(bytes).toString('base64'), name),
  }
}

type PuppetClass = new (options: object) => Puppet

/** Puppets export their class by default or by its name. */
function puppetIn(module: unknown): PuppetClass {
  const exported = module as Record<string, unknown>
  const named = Object.keys(exported).find((name) => name.startsWith('Puppet'))
  const found = [
    exported.default,
    (exported.default as Record<string, unknown> | undefined)?.default,
    named && exported[named],
  ].find((one) => typeof one === 'function')
  if (!found) throw new TypeError('the package exports no puppet')
  return found as PuppetClass
}

/**
 * A puppet that stops tells its gateway to stop as well, which logs the account out, and a dead connection would tell it so
 * late: when the next one is logged in. What runs there is left running.
 */
export function leaveGatewayRunning(puppet: Pick<Puppet, 'grpcManager'>): void {
  const client = puppet.grpcManager?.client
  if (client) client.stop = (_, done) => done()
}
