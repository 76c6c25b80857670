import type { Channel } from '../../src/channels/port.ts'
import type { Delivery } from '../../src/channels/terminal/terminal-channel.ts'
import type { Dialogue, Heard } from '../../src/chat/dialogue.ts'
import { play } from '../../src/chat/play.ts'
import { openTerminalDesk, type TerminalDesk } from '../../src/chat/terminal-desk.ts'
import type { VirtualClock } from '../../src/clock/virtual.ts'
import type { Button, InboundMessage } from '../../src/domain/message.ts'
import type { Store } from '../../src/store/port.ts'
import { type ChannelMakings, makingsOf } from './account-desk.ts'
import { passingTime } from './passing-time.ts'
import { pictureFolder } from './play-dialogues.ts'
import { tempFolder } from './store-folder.ts'

/** What a phone shows: words, and what can be pressed or typed under them. `id`: what doing so sends. */
export type Shown = { text: string; buttons: readonly Button[] }

/** A file as it lies with the platform. */
export type Sent = { type: string; bytes: Uint8Array }

/** An account of a platform, played: customers write to it, and it shows on their phones what it was sent. */
export type Account = AsyncDisposable & {
  /** Made anew at each opening of the desk. */
  channel(makings: ChannelMakings): Channel
  /** Somebody does something; resolves when the platform has its answer. */
  says(person: string, text: string): Promise<void>
  /** A menu's entry is pressed. */
  presses(person: string, button: Button): Promise<void>
  sends(person: string, file: Sent): Promise<void>
  /** Something the desk cannot read: it opens the window, and says nothing. */
  waves(person: string): Promise<void>
  onShown(show: (person: string, shown: Shown) => void): void
}

export type PlayHow = {
  open(clock: VirtualClock): Promise<Account>
  /** The platform waits for each answer before the next thing happens: time passes meanwhile. */
  inTurn?: boolean
}

/** Who waves in a dialogue says this. */
export const wave = '[wave]'

/** Plays a dialogue whose customers are on an account, its staff at the terminal; answers what all have read at each step. */
export async function playOnAccount(dialogue: Dialogue, how: PlayHow): Promise<Heard[][]> {
  await using folder = await tempFolder()
  const faults: unknown[] = []
  const cast = castOf()
  const latest = new Map<string, Shown>()
  let account: Account | undefined
  try {
    const heard = await play(dialogue, {
      pictures: pictureFolder,
      open: (clock) => async (deliver) => {
        account ??= await how.open(clock)
        account.onShown((person, message) => {
          const who = cast.nameOf(person)
          latest.set(who, message)
          deliver({ to: `customer:${who}`, message, letter: 'conversation:phone@1#0' })
        })
        const desk = await openTerminalDesk({
          folder: folder.path,
          clock,
          deliver: (delivery) => deliver(cast.named(delivery)),
          onFault: (where, error) => faults.push([where, error]),
          beside: (soFar) => [account!.channel(makingsOf(soFar, { clock, faults }))],
        })
        return throughAccount(desk, {
          account,
          cast,
          clock,
          latest,
          inTurn: how.inTurn === true,
        })
      },
    })
    if (faults.length) throw faults[0]
    return heard
  } finally {
    await account?.[Symbol.asyncDispose]()
  }
}

type Cast = ReturnType<typeof castOf>
type Through = {
  account: Account
  cast: Cast
  clock: VirtualClock
  /** What each customer was shown last. */
  latest: ReadonlyMap<string, Shown>
  inTurn: boolean
}

/** What customers do at the terminal they do on their phones instead. */
function throughAccount(
  desk: TerminalDesk,
  { account, cast, clock, latest, inTurn }: Through,
): TerminalDesk {
  const receive = desk.app.receive.bind(desk.app)
  let kept = () => {}
  /** Until the desk has kept it, or the platform has its answer. */
  const carried = (start: () => Promise<void>): Promise<void> => {
    const isKept = new Promise<void>((resolve) => {
      kept = resolve
    })
    if (inTurn) return passingTime(clock, start)
    const answered = start()
    return Promise.race([answered, isKept.then(() => Promise.race([answered, aMoment()]))])
  }
  desk.app.receive = async (message) => {
    if (message.channel !== 'terminal') return receive(message).finally(() => kept())
    if (message.peer.startsWith('@')) return receive(cast.marked(message))
    const person = cast.personOf(message.peer)
    const actor = { account, person, store: desk.store, latest: latest.get(message.peer) }
    for (const start of await actsOf(message, actor)) await carried(start)
    return 'accepted'
  }
  return desk
}

/** What was said while the message was taken comes with the receipt at once. */
async function aMoment(): Promise<void> {
  for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve))
}

type Actor = { account: Account; person: string; store: Store; latest: Shown | undefined }

async function actsOf(
  { text, press, files = [] }: InboundMessage,
  { account, person, store, latest }: Actor,
): Promise<(() => Promise<void>)[]> {
  if (text === wave) return [() => account.waves(person)]
  if (press !== undefined) return [() => choose(press, { account, person, latest })]
  const found = await Promise.all(files.map(({ id }) => store.file(id)))
  // A picture has no words beside it there: they go before.
  return [
    ...(text === undefined ? [] : [() => account.says(person, text)]),
    ...found.map((file) => () => account.sends(person, file!)),
  ]
}

/** A menu's entry is pressed; for others a digit is typed, and their words where they stand further up. */
function choose(id: string, { account, person, latest }: Omit<Actor, 'store'>): Promise<void> {
  const [, kind, what = '', label = ''] = /^(\w+):([^|]*)\|(.*)$/s.exec(id) ?? []
  if (kind === 'press') return account.presses(person, { id: what, label })
  const isLatest = latest?.buttons.some((button) => button.id === id) === true
  return account.says(person, isLatest ? what : label)
}

/** The id of a choice as it is shown: how it is made, and its words. */
export function choiceId(kind: 'press' | 'type', what: string, label: string): Button {
  return { id: `${kind}:${what}|${label}`, label }
}

/** Staff are shown the last four signs of who has no name; these stand in no dialogue. */
function castOf() {
  const names: string[] = []
  const markOf = (name: string) => {
    if (!names.includes(name)) names.push(name)
    return `Zq${String(names.indexOf(name)).padStart(2, '0')}`
  }
  const nameOf = (mark: string) => names[Number(mark.slice(-2))] ?? mark
  const named = (text: string) => text.replaceAll(/Zq\d\d/g, nameOf)
  return {
    personOf: (name: string) => `wm-${markOf(name)}`,
    nameOf,
    named: ({ message, ...delivery }: Delivery): Delivery => ({
      ...delivery,
      message: {
        ...message,
        text: named(message.text),
        ...(message.buttons && {
          buttons: message.buttons.map(({ id, label }) => ({ id, label: named(label) })),
        }),
      },
    }),
    marked: (message: InboundMessage): InboundMessage => ({
      ...message,
      ...(message.text && { text: message.text.replace(/(?<=^建单 )[a-z]+$/, markOf) }),
    }),
  }
}

/** A text as it is read: its words, and the choices under them, which are typed. */
export function readChoices(text: string): Shown {
  const at = text.lastIndexOf('\n\n')
  const buttons =
    at < 0
      ? []
      : text
          .slice(at + 2)
          .split('\n')
          .map(choiceIn)
  const isChoice = buttons.length > 0 && buttons.every((button) => button !== undefined)
  return isChoice ? { text: text.slice(0, at), buttons } : { text, buttons: [] }
}

/** Every choice in a text that is several messages at once; each is said in its words. */
export function readJoined(text: string): Shown {
  const choices = text.split('\n').flatMap((line) => choiceIn(line) ?? [])
  return { text, buttons: choices.map(({ label }) => choiceId('type', label, label)) }
}

const linked = /^<a href="weixin:\/\/bizmsgmenu\?msgmenucontent=([^&]*)&msgmenuid=([^"]*)">.*<\/a>$/

function choiceIn(line: string): Button | undefined {
  const link = linked.exec(line)
  if (link) return choiceId('press', decodeURIComponent(link[2]!), decodeURIComponent(link[1]!))
  const quoted = /^「(.*)」$/.exec(line)?.[1]
  if (quoted !== undefined) return choiceId('type', quoted, quoted)
  const [, digit, label] = /^(\d+)(?:\. )?(.*)$/.exec(line) ?? []
  if (digit === undefined) return undefined
  return choiceId('type', digit, line.startsWith(`${digit}. `) ? label! : line)
}
