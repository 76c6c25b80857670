import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Person } from '../domain/person.ts'
import { isErased } from '../domain/ticket.ts'
import { fileAnswer } from '../http/file-answer.ts'
import { hasFile } from '../http/lines.ts'
import { createPace } from '../http/pace.ts'
import { addressOf, fromOwnPage } from '../http/visitor.ts'
import { maySee } from '../reports/visible.ts'
import type { Assets } from './assets.ts'
import { TicketCard } from './desk-card.tsx'
import type { DeskEnv } from './desk-env.ts'
import { DeskPage } from './desk-page.tsx'
import { roomRoutes } from './desk-room-api.ts'
import { roomsOf } from './desk-rooms.ts'
import { readTickets, type Show, shows, TicketList } from './desk-tickets.tsx'
import { Entrance } from './entrance.tsx'
import { pageLocale } from './page-locale.ts'
import type { ConsoleSettings } from './port.ts'
import { noticeAddress } from './privacy.tsx'
import { createSessions, type Sessions } from './sessions.ts'
import { wordsIn } from './words.ts'

const attemptsPerMinute = 10
const historyShown = 100

/** Everything below `/desk`: the entrance for strangers, the rest only for staff with a session. */
export function deskRoutes(settings: ConsoleSettings, assets: Assets): Hono<DeskEnv> {
  const sessions = createSessions(settings)
  const desk = new Hono<DeskEnv>()
  desk.use('/desk/*', bodyLimit({ maxSize: 128 * 1024 }))
  desk.use('/desk/*', async (c, next) =>
    c.req.method === 'GET' || fromOwnPage(c, settings.site) ? next() : c.notFound(),
  )
  entranceRoutes({ desk, settings, assets, sessions })
  desk.use('/desk/*', signedIn(sessions))
  desk.post('/desk/leave', async (c) => {
    await sessions.end(c)
    return c.redirect('/desk', 303)
  })
  desk.get('/desk/rooms/:kind/:id', (c) => deskPage(c, settings, assets))
  desk.get('/desk/tickets', async (c) => c.html(await ticketList(c, settings)))
  desk.get('/desk/tickets/:number', async (c) => c.html(await ticketCard(c, settings)))
  desk.get('/desk/tickets/:number/files/:file', async (c) => {
    const ticket = await ticketOf(c, settings)
    const id = c.req.param('file')
    const found = ticket && (await hasFile(settings.store, ticket.actor, id))
    return found ? fileAnswer(c, settings.store, id) : c.notFound()
  })
  desk.route('/desk', roomRoutes(settings))
  return desk
}

function signedIn(sessions: Sessions): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    const person = await sessions.personOf(c)
    if (!person) return c.notFound()
    c.set('person', person)
    return next()
  }
}

type Entering = {
  desk: Hono<DeskEnv>
  settings: ConsoleSettings
  assets: Assets
  sessions: Sessions
}

function entranceRoutes({ desk, settings, assets, sessions }: Entering): void {
  const pace = createPace(settings.clock, attemptsPerMinute)
  const show = (
    c: Context<DeskEnv>,
    more: { link?: string; code?: string; wrong?: 'wrong' | 'wrong-link' | 'busy' },
  ) => {
    const words = wordsIn(settings.say, pageLocale(c, settings.organisation.locale))
    const organisation = settings.organisation.name[words.locale]
    const notice = noticeAddress(settings.organisation)
    const look = { words, assets, nonce: c.get('nonce'), organisation, notice }
    return c.html(<Entrance {...look} {...more} />, more.wrong ? 403 : 200)
  }
  const enter = async (c: Context<DeskEnv>, person: Person) => {
    await sessions.begin(c, person)
    return c.redirect('/desk', 303)
  }

  desk.get('/desk', async (c) => {
    const person = await sessions.personOf(c)
    if (!person) return show(c, {})
    c.set('person', person)
    const words = wordsIn(settings.say, pageLocale(c, person.locale))
    return c.redirect(`/desk/rooms/${roomsOf(person, settings.organisation, words)[0]!.path}`)
  })
  desk.get('/desk/pair', (c) => show(c, { code: c.req.query('code') ?? '' }))
  // A link is used up by a button, not by opening it: chat programs open links to preview them.
  desk.get('/desk/enter', (c) => show(c, { link: c.req.query('link') ?? '' }))
  desk.post('/desk/pair', async (c) => {
    const from = addressOf(c, settings.site)
    if (pace(from) > 0) return show(c, { wrong: 'busy' })
    const form = await c.req.parseBody()
    const code = String(form.code ?? '').trim()
    const name = String(form.name ?? '').trim()
    const person = name !== '' ? await settings.staff.pair(code, name, from) : undefined
    return person ? enter(c, person) : show(c, { wrong: 'wrong', code })
  })
  desk.post('/desk/enter', async (c) => {
    const from = addressOf(c, settings.site)
    if (pace(from) > 0) return show(c, { wrong: 'busy' })
    const link = String((await c.req.parseBody()).link ?? '')
    const person = await settings.staff.signIn(link)
    return person ? enter(c, person) : show(c, { wrong: 'wrong-link' })
  })
}

async function deskPage(c: Context<DeskEnv>, settings: ConsoleSettings, assets: Assets) {
  const person = c.get('person')
  const words = wordsIn(settings.say, pageLocale(c, person.locale))
  const rooms = roomsOf(person, settings.organisation, words)
  const path = `${c.req.param('kind')}/${c.req.param('id')}`
  const room = rooms.find((one) => one.path === path)
  if (!room) return c.notFound()
  return c.html(
    <DeskPage
      words={words}
      assets={assets}
      nonce={c.get('nonce')}
      organisation={settings.organisation.name[words.locale]}
      person={person}
      rooms={rooms}
      room={room}
      largestFile={settings.limits.fileSize.value}
      demo={settings.demo && settings.clock.now()}
      side={await ticketList(c, settings)}
    />,
  )
}

async function ticketList(c: Context<DeskEnv>, settings: ConsoleSettings) {
  const { store, clock, say } = settings
  const person = c.get('person')
  const show: Show = shows.find((one) => one === c.req.query('show')) ?? 'open'
  const pages = Math.min(20, Math.max(1, Math.trunc(Number(c.req.query('pages'))) || 1))
  const now = clock.now()
  const departments = settings.staff.departmentsOf(person)
  const found = await readTickets({ store, show, person, departments, now, pages })
  return (
    <TicketList
      {...found}
      words={wordsIn(say, pageLocale(c, person.locale))}
      show={show}
      pages={pages}
      now={now}
      nameOf={settings.staff.nameOf}
    />
  )
}

async function ticketCard(c: Context<DeskEnv>, settings: ConsoleSettings) {
  const { store, say } = settings
  const words = wordsIn(say, pageLocale(c, c.get('person').locale))
  const ticket = await ticketOf(c, settings)
  if (!ticket) return ticketList(c, settings)
  const history = isErased(ticket.view) ? [] : await store.lastLines(ticket.actor, historyShown)
  return (
    <TicketCard
      words={words}
      ticket={ticket}
      history={history}
      nameOf={settings.staff.nameOf}
      say={(line) => (line.what ? say(line.what, words.locale) : (line.text ?? ''))}
    />
  )
}

/** The ticket in the address, for who may see it. */
async function ticketOf(c: Context<DeskEnv>, { store, staff }: ConsoleSettings) {
  const ticket = await store.ticket(c.req.param('number') ?? '')
  const person = c.get('person')
  return ticket && maySee(person, staff.departmentsOf(person), ticket.view) ? ticket : undefined
}
