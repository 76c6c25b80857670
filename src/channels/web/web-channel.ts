import type { Hono } from 'hono'
import { type ActorId, type ConversationId, customerOf, type RoomId } from '../../domain/actor.ts'
import type { LetterId } from '../../domain/letter.ts'
import type { InboundMessage, OutboundMessage } from '../../domain/message.ts'
import type { PageEnv } from '../../http/headers.ts'
import { createStreams, type Streams } from '../../http/streams.ts'
import { StoreUnavailableError } from '../../store/port.ts'
import type { Channel, Receipt, Receive, SendOutcome } from '../port.ts'
import { customerApi } from './customer-api.ts'
import { createLinks, type Links, linkAddress } from './links.ts'
import { createRooms } from './rooms.ts'
import type { WebSettings } from './settings.ts'
import { createSight } from './sight.ts'
import { createVisitors, type Visitors } from './visitors.ts'

/**
 * The web page as a channel: customers by token, staff in rooms it keeps itself. What would surprise you: `send` to a
 * customer writes nothing, because his lines are in the transcript already; it only wakes the pages that read it.
 */
export type WebChannel = Channel & {
  /** The customers' HTTP API, to be mounted at the root. */
  routes(): Hono<PageEnv>
  /** Something new stands in the transcript of an actor, or in the list of tickets. */
  wake(topic: ActorId | 'tickets'): void
  streams: Streams
  visitors: Visitors
  links: Links
  /** A message of a member of staff: shown in its room once, then handed to the desk. */
  hear(room: RoomId, message: InboundMessage): Promise<Receipt>
}

export function createWebChannel(settings: WebSettings): WebChannel {
  const { store, clock } = settings
  const streams = createStreams()
  const see = createSight(settings.onSight)
  const visitors = createVisitors({ store, clock })
  const links = createLinks({ store, clock, lasts: settings.limits.privateLink })
  const rooms = createRooms({ store, clock, wake: (room) => streams.wake(room) })
  let receive: Receive = async () => {
    throw new StoreUnavailableError('The desk is not open yet')
  }

  const show = async (room: RoomId, message: OutboundMessage, letter: LetterId) => {
    const { text, buttons, files, about } = message
    await rooms.append(
      room,
      {
        by: 'bot',
        text,
        ...(buttons && { buttons }),
        ...(files && { files }),
        ...(about !== undefined && { about }),
        letter,
      },
      `${room} ${letter}`,
    )
    streams.wake('tickets')
    return { ok: true, via: 'room' } satisfies SendOutcome
  }

  return {
    name: 'web',
    capabilities: { buttons: 'native', pushAfterWindow: 'free', groups: true, tellsSeen: true },
    streams,
    visitors,
    links,
    wake: (topic) => streams.wake(topic),
    readers: {
      has: (actor) => streams.topics.has(actor),
      *all() {
        for (const topic of streams.topics.all()) if (topic !== 'tickets') yield topic as ActorId
      },
      wake(actor) {
        streams.wake(actor)
        // What is new in a room is most often a case.
        if (actor.startsWith('room:')) streams.wake('tickets')
      },
    },
    async start(take) {
      receive = take
    },
    async send(peer, message, letter) {
      if (peer.startsWith('staff/')) return show(`room:${peer}`, message, letter)
      streams.wake(`conversation:web/${peer}`)
      return { ok: true, via: 'transcript' }
    },
    sendToRoom: (team, message, letter) => show(`room:team/${team}`, message, letter),
    teamRoom: (team) => team,
    async hear(room, message) {
      const { key, text, press, files, peer } = message
      await rooms.append(
        room,
        {
          by: peer.replace('/', ':'),
          key,
          ...(text !== undefined && { text }),
          ...(press !== undefined && { press }),
          ...(files && { files }),
        },
        // The desk consumes the message's own key.
        `${room} ${key}`,
      )
      return receive(message)
    },
    routes: () =>
      customerApi({
        ...settings,
        streams,
        visitors,
        links,
        see,
        receive: (message) => receive(message),
      }),
    ...talksByLink(links, settings.site),
    health: () => ({ ok: true }),
    async stop() {
      streams.close()
    },
  }
}

function talksByLink(links: Links, { baseUrl }: WebSettings['site']) {
  return {
    async privateLink(customer) {
      return baseUrl && linkAddress(baseUrl, (await links.make(customer)).link)
    },
    async forgetAbout(about) {
      if (about.startsWith('conversation:')) await links.close(customerOf(about as ConversationId))
    },
    prune: (now) => links.prune(now),
  } satisfies Partial<Channel>
}
