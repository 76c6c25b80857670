import type { EventEmitter } from 'node:events'

// As much of wechaty-puppet-mock as is used here; it is installed for the tests only.

type MockMessage = { talker(): { id: string }; text(): string; type(): number; id: string }
type Conversation = { id: string }
export type MockContact = Conversation & {
  say(what: unknown, mentions?: readonly MockContact[]): { to(whom: Conversation): void }
}
export type MockPuppet = EventEmitter & {
  isLoggedIn: boolean
  logout(reason: string): Promise<void>
  ding(data: string): void
  messageSendText(to: string, text: string, mentions?: readonly string[]): Promise<void>
}
type Mocker = {
  puppet: MockPuppet
  createContact(who: { id: string; name: string; type?: number }): MockContact
  createRoom(room: { id: string; topic: string; memberIdList: readonly string[] }): Conversation
  login(who: MockContact): void
  scan(code: string, status?: number): void
  cacheMessagePayload: Map<string, { id: string; timestamp: number; type: number }>
}
type MockLibrary = {
  PuppetMock: new (options: { mocker: Mocker }) => MockPuppet
  mock: { Mocker: new () => Mocker }
}

/** What somebody's phone, or a room, has shown of the account. */
export type Shown = { at: string; text: string; type: number }

/** WeChat as far as one account sees it: people, rooms, and who has written what; it outlives a connection. */
export type Wechat = {
  /** What a connection is made of; the last one is the one that is talked to. */
  readonly Puppet: new () => MockPuppet
  readonly shown: readonly Shown[]
  texts(at: string): string[]
  /** How many connections have been made. */
  readonly connections: number
  /** No connection gives a sign of life, and none is logged in. */
  mute(isMute: boolean): void
  puppet(): MockPuppet
  login(): void
  scan(code: string, status?: number): void
  /** Somebody writes to the account, or in a room; the id of the message, so that it can be told of again. */
  says(
    who: string,
    what: unknown,
    more?: { room?: string; mention?: boolean; at?: number; type?: number },
  ): string
  /** The message is told of once more. */
  again(id: string): void
}

export type WechatOptions = {
  /** `news` is an account that publishes. */
  people: readonly string[]
  rooms?: readonly string[]
  /** Each connection is logged in by itself. */
  loggedIn?: boolean
  now?: () => number
  /** A phone or a room shows it now. */
  onShown?: (shown: Shown) => void
}

const folder = new URL('../../src/channels/wechaty/', import.meta.url)

/** The packages as they are installed for the tests. */
export async function load(name: string): Promise<unknown> {
  const here = (await import(new URL('from-here.mjs', folder).href)) as {
    load(name: string): Promise<unknown>
  }
  return here.load(name)
}

const botId = 'desk'

/** A file as somebody sends it. */
export async function fileOf(bytes: Uint8Array, name: string): Promise<unknown> {
  const { FileBox } = (await load('file-box')) as {
    FileBox: { fromBase64(base64: string, name: string): unknown }
  }
  return FileBox.fromBase64(Buffer.from(bytes).toString('base64'), name)
}

export async function playWechat(options: WechatOptions): Promise<Wechat> {
  const { PuppetMock, mock } = (await load('wechaty-puppet-mock')) as MockLibrary
  const { people, rooms = [], loggedIn = true, now = Date.now, onShown } = options
  const shown: Shown[] = []
  let connections = 0
  let isMute = false
  let mocker: Mocker
  let contacts = new Map<string, MockContact>()
  let places = new Map<string, Conversation>()

  const listen = (at: Conversation) =>
    (at as unknown as EventEmitter).on('message', (message: MockMessage) => {
      if (message.talker().id !== botId || at.id === botId) return
      const one = { at: at.id, text: message.text(), type: message.type() }
      shown.push(one)
      onShown?.(one)
    })

  function connect(): MockPuppet {
    connections++
    mocker = new mock.Mocker()
    const puppet = new PuppetMock({ mocker })
    // Its own takes a second of real time.
    puppet.ding = () => {
      if (!isMute) setImmediate(() => puppet.emit('dong', { data: '' }))
    }
    const all = [botId, ...people]
    contacts = new Map(
      all.map((id) => [id, mocker.createContact({ id, name: id, type: id === 'news' ? 2 : 1 })]),
    )
    places = new Map(
      rooms.map((id) => [id, mocker.createRoom({ id, topic: id, memberIdList: all })]),
    )
    for (const at of [...contacts.values(), ...places.values()]) listen(at)
    if (loggedIn && !isMute) puppet.once('start', () => mocker.login(contacts.get(botId)!))
    return puppet
  }

  const Puppet = class {
    constructor() {
      // biome-ignore lint/correctness/noConstructorReturn: the library makes its puppet by `new`.
      return connect()
    }
  } as unknown as new () => MockPuppet

  return {
    Puppet,
    shown,
    texts: (at) => shown.filter((one) => one.at === at).map(({ text }) => text),
    get connections() {
      return connections
    },
    mute(now) {
      isMute = now
    },
    puppet: () => mocker.puppet,
    login: () => mocker.login(contacts.get(botId)!),
    scan: (code, status) => mocker.scan(code, status),
    says(who, what, { room, mention, at, type } = {}) {
      const { puppet } = mocker
      const known = new Set(mocker.cacheMessagePayload.keys())
      const told: unknown[] = []
      // It is told of once it says when it was written.
      const emit = puppet.emit
      puppet.emit = (...args) => Boolean(told.push(args))
      const me = contacts.get(botId)!
      const to = room === undefined ? me : places.get(room)!
      contacts
        .get(who)!
        .say(what, mention ? [me] : [])
        .to(to)
      puppet.emit = emit
      const id = [...mocker.cacheMessagePayload.keys()].find((one) => !known.has(one))!
      const payload = mocker.cacheMessagePayload.get(id)!
      payload.timestamp = at ?? now()
      if (type !== undefined) payload.type = type
      puppet.emit('message', { messageId: id })
      return id
    },
    again: (messageId) => void mocker.puppet.emit('message', { messageId }),
  }
}
