import type { Clock } from '../../clock/port.ts'
import type { LetterId } from '../../domain/letter.ts'
import type { OutboundMessage } from '../../domain/message.ts'
import type { Store } from '../../store/port.ts'
import { changeRecord } from '../../store/records.ts'
import { pause } from '../pause.ts'
import type { SendOutcome } from '../port.ts'
import { channelName } from './account.ts'
import type { Keeping } from './keep.ts'
import type { Send } from './sender.ts'

type RelayParts = {
  store: Store
  clock: Clock
  keeping: Pick<Keeping, 'isMine'>
  send: Send
  onProblem: ((problem: unknown) => void) | undefined
}

const prefix = `${channelName}:for-the-line:`
/** Who holds the connection looks so often for what others want sent; they look as often for what became of it. In ms. */
const look = 500
/** So long a letter waits for who holds the connection, in ms; a lease lasts a minute, and this is less. */
const patience = 20_000

type Handed = {
  chat: string
  message: OutboundMessage
  letter: LetterId
  until: number
  outcome?: SendOutcome
}

const nobody: SendOutcome = {
  ok: false,
  kind: 'offline',
  reason: 'no process of the desk is connected to WeCom',
}

/** Letters go out over the one connection, whichever process of the desk they are with. */
export function createRelay({ store, clock, keeping, send, onProblem }: RelayParts) {
  const stopping = new AbortController()
  let looking: Promise<void> = Promise.resolve()

  /** Hands the letter to who holds the connection, by a record. */
  async function handOn(handed: Handed): Promise<SendOutcome> {
    const name = prefix + handed.letter
    await changeRecord<Handed>(store, name, () => handed)
    for (;;) {
      await pause(clock, look, stopping.signal)
      const now = (await store.record(name))?.value as Handed | undefined
      const isOver = clock.now() >= handed.until || stopping.signal.aborted
      if (!now?.outcome && !isOver) continue
      await changeRecord<Handed>(store, name, () => undefined)
      return now?.outcome ?? nobody
    }
  }

  async function sendHanded(): Promise<void> {
    for (const { name, value } of await store.records(prefix)) {
      const { chat, message, letter, until, outcome } = value as Handed
      const isOver = clock.now() >= until
      // Who waits for it takes it away, unless he is gone.
      if (!keeping.isMine() || (outcome && !isOver)) continue
      const became = isOver ? undefined : await send(chat, message, letter)
      await changeRecord<Handed>(store, name, (now) =>
        now && became ? { ...now, outcome: became } : undefined,
      )
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await pause(clock, look, stopping.signal)
      if (stopping.signal.aborted || !keeping.isMine()) continue
      await sendHanded().catch((error: unknown) =>
        onProblem?.(`wecom-aibot: ${error instanceof Error ? error.name : 'fault'}`),
      )
    }
  }

  return {
    start() {
      // One process alone has nobody to hand anything to.
      if (store.watch) looking = run()
    },
    async send(chat: string, message: OutboundMessage, letter: LetterId): Promise<SendOutcome> {
      if (keeping.isMine() || !store.watch) return send(chat, message, letter)
      return handOn({ chat, message, letter, until: clock.now() + patience })
    },
    async stop(): Promise<void> {
      stopping.abort()
      await looking
    },
  }
}
