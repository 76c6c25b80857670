import type { Child } from 'hono/jsx'
import type { Person } from '../domain/person.ts'
import { Chat } from './chat.tsx'
import { DemoBar } from './demo.tsx'
import type { DeskRoom } from './desk-rooms.ts'
import { BellIcon, ChatIcon, Mark, RoomIcon, TicketIcon } from './icons.tsx'
import { Layout, type Look } from './layout.tsx'
import type { Words } from './words.ts'

export type DeskPageProps = Look & {
  organisation: string
  person: Person
  rooms: readonly DeskRoom[]
  room: DeskRoom
  /** In bytes. */
  largestFile: number
  demo: number | undefined
  /** The list of tickets, or one ticket's card. */
  side: Child
}

/** The staff's page: rooms, the chat of one room, tickets. */
export function DeskPage(props: DeskPageProps) {
  const { words, organisation, person, rooms, room, largestFile, demo, side, ...look } = props
  const { t } = words
  const base = `/desk/rooms/${room.path}`
  return (
    <Layout
      {...look}
      words={words}
      title={t('desk.title', { organisation })}
      className="desk"
      styles={['chat.css', 'composer.css', 'desk.css', 'tickets.css']}
      scripts={demo === undefined ? ['desk.js'] : ['desk.js', 'demo.js']}
    >
      <a class="skip" href="#message">
        {t('customer.skip')}
      </a>
      <Head words={words} organisation={organisation} person={person} />
      {demo !== undefined && <DemoBar words={words} now={demo} />}
      <div class="columns" data-columns>
        <nav class="column rooms" id="column-rooms" aria-label={t('desk.rooms')}>
          <ul>
            {rooms.map((one) => (
              <li>
                <RoomLink words={words} one={one} current={one.path === room.path} />
              </li>
            ))}
          </ul>
        </nav>
        <main class="column room" id="column-chat">
          <h2>{room.name}</h2>
          <Chat
            words={words}
            name={`desk ${room.path}`}
            base={base}
            events={`/desk/events?room=${encodeURIComponent(room.path)}`}
            opened={true}
            placeholder={t('desk.command')}
            largestFile={largestFile}
            typing={false}
            staff={true}
          >
            <p class="welcome">{t('desk.empty-room')}</p>
          </Chat>
        </main>
        <aside class="column side" id="column-tickets" aria-label={t('desk.tickets')}>
          {side}
        </aside>
      </div>
      <Tabs words={words} />
    </Layout>
  )
}

function Head(props: { words: Words; organisation: string; person: Person }) {
  const { t } = props.words
  return (
    <header class="desk-head">
      <Mark />
      <h1>
        {t('desk.name')} <small>{props.organisation}</small>
      </h1>
      <p>
        <span class="unseen">{t('desk.signed-in', { name: props.person.name })}</span>
        <span aria-hidden="true">{props.person.name}</span>
      </p>
      <div class="attention" data-attention={t('desk.news')}>
        <button type="button" class="button quiet" data-notify hidden>
          {t('desk.notify')}
        </button>
        <button
          type="button"
          class="round"
          data-sound
          aria-pressed="true"
          aria-label={t('desk.sound')}
        >
          <BellIcon />
        </button>
      </div>
      <form method="post" action="/desk/leave">
        <button type="submit" class="button quiet">
          {t('desk.sign-out')}
        </button>
      </form>
    </header>
  )
}

function RoomLink({
  words: { t },
  one,
  current,
}: {
  words: Words
  one: DeskRoom
  current: boolean
}) {
  return (
    <a
      href={`/desk/rooms/${one.path}`}
      data-room={one.path}
      {...(current && { 'aria-current': 'page' })}
    >
      {one.team === undefined ? <ChatIcon /> : <RoomIcon />}
      <span>
        {one.name}
        {one.team === undefined && <small>{t('desk.direct-hint')}</small>}
      </span>
      <b class="badge" data-unread={t('desk.unread', { n: '{n}' })} hidden />
    </a>
  )
}

function Tabs({ words: { t } }: { words: Words }) {
  return (
    <nav class="tabs">
      <button type="button" data-tab="rooms" aria-controls="column-rooms">
        <RoomIcon />
        {t('desk.rooms')}
      </button>
      <button type="button" data-tab="chat" aria-controls="column-chat">
        <ChatIcon />
        {t('desk.chat')}
      </button>
      <button type="button" data-tab="tickets" aria-controls="column-tickets">
        <TicketIcon />
        {t('desk.tickets')}
      </button>
    </nav>
  )
}
