import type { Receipt } from '../../src/channels/port.ts'
import type { OnSight } from '../../src/channels/web/sight.ts'
import { createWebChannel, type WebChannel } from '../../src/channels/web/web-channel.ts'
import type { Clock } from '../../src/clock/port.ts'
import { systemClock } from '../../src/clock/system.ts'
import { createSite } from '../../src/console/site.tsx'
import type { ActorId } from '../../src/domain/actor.ts'
import type { Line } from '../../src/domain/commit.ts'
import type { InboundMessage } from '../../src/domain/message.ts'
import type { Person } from '../../src/domain/person.ts'
import { loadSettings } from '../../src/settings/load.ts'
import { projectFolder } from '../../src/settings/project-folder.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { loadTexts } from '../../src/texts/load.ts'
import { createSpeaker } from '../../src/texts/speak.ts'
import { tempFolder } from './store-folder.ts'

/** The web pages and their API on a real store; the desk behind them is the test's `receive`. */
export type WebBench = AsyncDisposable & {
  store: Store
  web: WebChannel
  /** Everything the site answers to. */
  routes(): readonly { method: string; path: string }[]
  received: InboundMessage[]
  /** The questions that pages have shown. */
  sights: Parameters<OnSight>[0][]
  /** The actors whose lines staff have seen. */
  seen: { actor: ActorId; at: number }[]
  people: Map<string, Person>
  /** What the desk answers; it may throw. */
  answer(message: InboundMessage): Promise<Receipt>
  request(path: string, init?: RequestInit): Promise<Response>
  /** Adds lines to an actor's transcript, as the engine does. */
  say(actor: ActorId, ...lines: Omit<Line, 'seq' | 'at'>[]): Promise<void>
}

export const home = 'http://desk.example'

export async function webBench(clock: Clock = systemClock): Promise<WebBench> {
  const folder = await tempFolder()
  const store = await openSqlite({ folder: folder.path })
  const { organisation, policy } = loadSettings({ configFolder: 'config', env: {} })
  const speaker = createSpeaker({
    resources: loadTexts('flows'),
    catalog: { categories: [], answers: [] },
    organisation,
    zone: organisation.zone,
  })
  const common = {
    store,
    clock,
    say: (wording: Parameters<typeof speaker.speak>[0], locale: Person['locale']) =>
      speaker.speak(wording, locale),
    limits: policy.limits,
    site: { behindProxy: false },
  }
  const sights: WebBench['sights'] = []
  const web = createWebChannel({
    ...common,
    locale: organisation.locale,
    onSight: (shown) => sights.push(shown),
  })
  const people = new Map<string, Person>()
  const bench: WebBench = {
    store,
    web,
    routes: () => site.routes,
    people,
    received: [],
    sights,
    seen: [],
    answer: async () => 'accepted',
    request: async (path, init) => site.request(home + path, init),
    say: (actor, ...lines) => say({ store, clock, actor, lines }),
    async [Symbol.asyncDispose]() {
      await web.stop()
      await store[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
  const site = createSite({
    ...common,
    folder: projectFolder(),
    organisation,
    web,
    onStaffSight: (actor, at) => bench.seen.push({ actor, at }),
    staff: {
      person: async (id) => people.get(id),
      nameOf: (id) => people.get(id)?.name ?? id,
      departmentsOf: ({ team }) => (team === 'service' ? [] : [team]),
      pair: async (code) => people.get(code.replace(/^code-/, '')),
      signIn: async (link) => people.get(link.replace(/^link-/, '')),
    },
  })
  await web.start(async (message) => {
    const receipt = await bench.answer(message)
    if (receipt !== 'duplicate') bench.received.push(message)
    return receipt
  })
  return bench
}

async function say(said: {
  store: Store
  clock: Clock
  actor: ActorId
  lines: readonly Omit<Line, 'seq' | 'at'>[]
}): Promise<void> {
  const { store, clock, actor } = said
  const stored = await store.load(actor)
  const before = stored?.record.lines ?? 0
  const now = clock.now()
  const lines = said.lines.map((line, i) => ({ ...line, seq: before + i + 1, at: now }))
  const record = { chart: 'test@1', snapshot: {}, lines: before + lines.length }
  const { outcome } = await store.commit(
    {
      actor,
      revision: stored?.revision ?? 0,
      commit: { record, letters: [], cancels: [], lines },
    },
    now,
  )
  if (outcome !== 'done') throw new Error(`the test's lines for ${actor} were ${outcome}`)
}

/** A member of staff for tests; `code-<id>` pairs him, `link-<id>` signs him in. */
export function member(id: string, more: Partial<Person> = {}): Person {
  return {
    id,
    name: id,
    publicName: id,
    roles: ['agent'],
    team: 'service',
    locale: 'zh-CN',
    addresses: [],
    ...more,
  }
}

/** The events of a stream as they come; `until` reads so many and leaves. */
export async function readEvents(
  response: Response,
  until: number,
): Promise<{ event: string; id?: string; data: Record<string, unknown> }[]> {
  const reader = response.body!.getReader()
  const decoder = new TextDecoder()
  const events: { event: string; id?: string; data: Record<string, unknown> }[] = []
  let rest = ''
  while (events.length < until) {
    const { value, done } = await reader.read()
    if (done) break
    rest += decoder.decode(value, { stream: true })
    const blocks = rest.split('\n\n')
    rest = blocks.pop()!
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
      const event = field('event')
      if (event === undefined) continue
      const id = field('id')
      events.push({ event, ...(id !== undefined && { id }), data: JSON.parse(field('data')!) })
    }
  }
  await reader.cancel()
  return events
}
