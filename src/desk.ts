import { randomBytes } from 'node:crypto'
import { detailOf } from '../flows/ticket/detail.ts'
import { view } from '../flows/ticket/view.ts'
import { App, type People } from './app.ts'
import type { Book } from './book.ts'
import { type CardOf, cardsOf } from './cards-of-desk.ts'
import type { Channel } from './channels/port.ts'
import type { Clock } from './clock/port.ts'
import type { TicketId } from './domain/actor.ts'
import type { LetterId } from './domain/letter.ts'
import { spanMs } from './domain/span.ts'
import type { SecretCode } from './domain/ticket-events.ts'
import type { Webhook } from './domain/webhook.ts'
import type { Loop } from './engine/loop.ts'
import type { StepTools } from './engine/stimulus.ts'
import { Desks } from './inbox/desks.ts'
import { Drafts } from './inbox/drafts.ts'
import { createStaffEntry } from './inbox/from-staff.ts'
import { measuredWork } from './metrics/measured-work.ts'
import type { Meters } from './metrics/meters.ts'
import { storeCounts } from './metrics/store-counts.ts'
import { createNotices, type Notices } from './notices.ts'
import { type OpenedStore, openStore, type StoreOptions, type StorePlace } from './open-store.ts'
import { type Outage, watchOutages } from './outage.ts'
import { createWebhookCourier } from './outbox/to-webhook.ts'
import type { Settings } from './settings/load.ts'
import { isAboutConduct, namedStaff } from './staff/named-staff.ts'
import { hashCode, makeCode, type Random } from './staff/one-time-code.ts'
import { Pairing } from './staff/pairing.ts'
import { createRooms, type Rooms } from './staff/rooms.ts'
import { createRoster, type Roster } from './staff/roster.ts'
import { routeAlert } from './staff/route-alert.ts'
import { tellsSeen } from './staff/tells-seen.ts'
import { observedStore } from './store/observed.ts'
import type { Store } from './store/port.ts'
import { type CutOff, watchChannels } from './watch-channels.ts'
import { watchOthers } from './watch-others.ts'

export type DeskParts = StorePlace & {
  book: Book
  clock: Clock
  /** The channels, made once the store is open. */
  channels(desk: DeskSoFar): readonly Channel[] | Promise<readonly Channel[]>
  onFault(where: string, error: unknown): void
  /** Told now and then while the store rewrites what older desks wrote. */
  onMigrating?: StoreOptions['onMigrating']
  /** As the app's. */
  lookEvery?: number | undefined
  /** Staff are told of channels that are cut off; nobody looks where absent. */
  watchChannels?: true
  /** Who is told what happens to tickets; nobody where absent. */
  webhooks?: readonly Webhook[]
  /** What is counted of its work; nothing where absent. */
  meters?: Meters | undefined
  /** Where secrets come from; the machine's where absent. */
  random?: Random
}

/** What the channels of a desk can know of it. */
export type DeskSoFar = {
  store: Store
  book: Book
  roster: Roster
  rooms: Rooms
  /** A case as it stands now, for a team's room. */
  card: CardOf
}

/** A whole desk: opened, not yet started. */
export type Desk = {
  app: App
  book: Book
  settings: Settings
  store: Store
  /** Copies the store into a folder that is not there yet, while the desk goes on. */
  backup: OpenedStore['backup']
  clock: Clock
  roster: Roster
  pairing: Pairing
  channels: readonly Channel[]
  /** Stops the channels, finishes what is on its way, closes the store. */
  close(): Promise<void>
}

/** Opens the store and puts the parts together. Throws `StoreUnavailableError` when it cannot be used. */
export async function openDesk(parts: DeskParts): Promise<Desk> {
  const { book, clock, webhooks = [], random = randomBytes } = parts
  const { settings } = book
  const { policy, organisation, calendar } = settings
  const { store, backup } = await openObserved(parts, (outage) =>
    tellOutage(outage, { app, store, clock, notices }),
  )
  const roster = await createRoster(store, organisation, policy)
  const rooms = await createRooms(store, organisation)
  const adminTeam = organisation.teams[0]!.id
  const pairing = new Pairing({ store, roster, clock, random, adminTeam })
  const channels = await parts.channels(soFar(book, { clock, store, roster, rooms }))
  rooms.know(channels)
  const read = (actor: TicketId) => readTicket(store, actor)
  const notices = createNotices(book, { roster, clock, readTicket: read })
  const commands = { store, roster, pairing, rooms, organisation, policy, calendar }
  const app = new App({
    policy,
    calendar,
    store,
    clock,
    lookEvery: parts.lookEvery,
    flows: book.flows,
    channels,
    random: Math.random,
    codes: { draw: () => drawCode(random), hash: hashCode },
    onFault: parts.onFault,
    measured: parts.meters && measuredWork(parts.meters, clock),
    tools: {
      ...stepTools(book, { roster, rooms, channels }),
      webhooks: webhooks.map(({ address }) => address),
    },
    people: peopleOf({ roster, rooms, channels }),
    toWebhook: createWebhookCourier({ webhooks, clock }),
    notices,
    drafts: ({ loop }) =>
      new Drafts({
        store,
        clock,
        calendar,
        post: (letters) => loop.post(letters),
        named: (told) => namedStaff(told, roster.all()).map(({ id }) => id),
        noteDigest: notices.notes,
        digest: notices.drafts,
      }),
    staffEntry: ({ loop }) =>
      createStaffEntry({
        loop,
        clock,
        channels,
        speak: (wording, locale) => book.speaker.speak(wording, locale),
        deskLocale: organisation.locale,
        commands: {
          ...commands,
          desks: new Desks(store),
          catalog: book.catalog,
          guard: {
            findPromise: (text) => book.guard.findPromise(text)?.words,
            findBadManners: (text) => book.guard.findBadManners(text)?.words,
            findMedical: (text) => book.guard.findMedical(text)?.words,
            findCall: (text) => book.guard.findCall(text)?.words,
          },
          understand: (text) => book.understand(text, {}),
          readTicket: read,
          resend: (letter) => resend(letter, { store, loop }),
        },
      }),
  })
  const watch = watchOthers({ store, channels, roster, rooms, onFault: parts.onFault })
  const endWatch =
    parts.watchChannels && tellCutOffs({ app, channels, clock, store, notices }, parts)
  const close = async () => {
    endWatch?.()
    await app.stop()
    await watch?.close()
    await store[Symbol.asyncDispose]()
  }
  return { app, book, settings, store, backup, clock, roster, pairing, channels, close }
}

async function openObserved(
  parts: DeskParts,
  tell: (outage: Outage) => Promise<void>,
): Promise<OpenedStore> {
  const { policy } = parts.book.settings
  const opened = await openStore(parts, {
    satisfiedFrom: policy.survey.satisfiedFrom.value,
    ...(parts.onMigrating ? { onMigrating: parts.onMigrating } : {}),
    onLarge: (actor, bytes) => parts.onFault(actor, `keeps ${bytes} bytes`),
  })
  const outages = watchOutages({
    clock: parts.clock,
    atLeast: spanMs(policy.outbox.away.within),
    tell: (outage) => void tell(outage).catch((error) => parts.onFault('store', error)),
  })
  const observers = parts.meters ? [outages, storeCounts(parts.meters)] : [outages]
  return { ...opened, store: observedStore(opened.store, observers) }
}

/** How long the notice of one process speaks for all of them, in ms. */
const toldFor = 600_000

/** Staff hear that nothing could be kept for a while; every process has noticed it, one of them says so. */
async function tellOutage(
  outage: Outage,
  { app, store, clock, notices }: { app: App; store: Store; clock: Clock; notices: Notices },
): Promise<void> {
  const now = clock.now()
  if (!(await store.lease('tell outage', String(Math.random()), now, now + toldFor))) return
  await app.loop.post([notices.away(outage)])
}

/** Staff hear of channels that are cut off, over those that are not; of several processes one says so. */
function tellCutOffs(
  at: { app: App; channels: readonly Channel[]; clock: Clock; store: Store; notices: Notices },
  { book, onFault }: Pick<DeskParts, 'book' | 'onFault'>,
): () => void {
  const { app, channels, clock, store, notices } = at
  const tell = async (cutOff: CutOff) => {
    const what = `tell ${cutOff.why === undefined ? 'back' : 'cut off'} ${cutOff.channel.name}`
    const now = clock.now()
    if (!(await store.lease(what, String(Math.random()), now, now + toldFor))) return
    await app.loop.post([notices.channelAway(cutOff)])
  }
  return watchChannels({
    channels,
    clock,
    after: spanMs(book.settings.policy.outbox.channelAway.within),
    tell: (cutOff) => void tell(cutOff).catch((error) => onFault('channels', error)),
  })
}

function stepTools(
  book: Book,
  at: { roster: Roster; rooms: Rooms; channels: readonly Channel[] },
): StepTools {
  const { roster } = at
  const { policy, organisation } = book.settings
  return {
    speaker: book.speaker,
    staffLocale: (to) => roster.get(to.slice(to.indexOf(':') + 1))?.locale ?? organisation.locale,
    deskLocale: organisation.locale,
    understand: book.understand,
    burst: {
      story: spanMs(policy.burst.story.within),
      storyAtMost: spanMs(policy.burst.storyAtMost.within),
      answer: spanMs(policy.burst.answer.within),
    },
    textLength: policy.limits.textLength.value,
    staff: {
      named: (text, later) => namedStaff(later ? aboutConduct(text, book) : text, roster.all()),
      tellsSeen: (to) => tellsSeen(to, at),
      route: (to, keepFrom) => routeAlert(to, keepFrom, { roster, organisation }),
    },
  }
}

/** Who is reached where. */
function peopleOf(at: { roster: Roster; rooms: Rooms; channels: readonly Channel[] }): People {
  const { roster, rooms, channels } = at
  return {
    find: (channel, peer) => roster.find(channel, peer),
    person: (id) => roster.get(id),
    rooms: (team) =>
      channels.flatMap(({ name, sendToRoom }) =>
        sendToRoom ? rooms.on(name, team).map((room) => ({ channel: name, room })) : [],
      ),
  }
}

function soFar(
  book: Book,
  { clock, ...at }: Pick<DeskSoFar, 'store' | 'roster' | 'rooms'> & { clock: Clock },
): DeskSoFar {
  const { roster, store } = at
  const card = cardsOf({ book, clock, roster, readTicket: (actor) => readTicket(store, actor) })
  return { ...at, book, card }
}

function drawCode(random: Random): SecretCode {
  const code = makeCode(random)
  return { code, hash: hashCode(code) }
}

/** The sentences that are about somebody's conduct. */
function aboutConduct(text: string, { understand }: Book): string {
  const sentences = text.split(/[\n。！？!?；;]/)
  return sentences.filter((one) => isAboutConduct(understand(one, {}))).join('\n')
}

async function resend(
  id: LetterId,
  { store, loop }: { store: Store; loop: Loop },
): Promise<boolean> {
  const letter = await store.unpark(id)
  if (letter) await loop.resend(letter)
  return letter !== undefined
}

async function readTicket(store: Store, ticket: TicketId) {
  const stored = await store.load(ticket)
  if (!stored) return undefined
  const snapshot = stored.record.snapshot as Parameters<typeof view>[0]
  return { view: view(snapshot), detail: detailOf(snapshot) }
}
