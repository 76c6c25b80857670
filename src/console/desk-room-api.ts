import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { InboundMessage } from '../domain/message.ts'
import type { Person } from '../domain/person.ts'
import { fileAnswer } from '../http/file-answer.ts'
import { hasFile, newLines, type Sight, showLine } from '../http/lines.ts'
import type { Frame } from '../http/streams.ts'
import type { DeskEnv } from './desk-env.ts'
import { hiddenFrom } from './desk-hidden.ts'
import { type DeskRoom, roomsOf } from './desk-rooms.ts'
import { createStaffSight, shownUpTo } from './desk-sight.ts'
import { pageLocale } from './page-locale.ts'
import type { ConsoleSettings } from './port.ts'
import { wordsIn } from './words.ts'

const said = z.object({
  id: z.string().regex(/^[\w-]{1,64}$/),
  text: z.string().trim().min(1).max(32_000).optional(),
  press: z.string().min(1).max(2_000).optional(),
  replyTo: z.string().max(200).optional(),
})

const linesAtMost = 200

/** What the desk's chat reads and writes, below `/desk`. */
export function roomRoutes(settings: ConsoleSettings): Hono<DeskEnv> {
  const { store } = settings
  const see = createStaffSight(settings)
  const api = new Hono<DeskEnv>()
  api.get('/rooms/:kind/:id/lines', async (c) => {
    const room = roomOf(c, settings, pathOf(c))
    return room ? c.json({ lines: await readLines(c, settings, room) }) : c.notFound()
  })
  api.post('/rooms/:kind/:id/messages', (c) => takeMessage(c, settings))
  api.post('/rooms/:kind/:id/seen', async (c) => {
    const room = roomOf(c, settings, pathOf(c))
    const shown = shownUpTo.safeParse(await c.req.json().catch(() => undefined))
    if (!room || !shown.success) return c.notFound()
    const person = c.get('person')
    await see({ person, room, ...shown.data, hides: await hiddenFrom(person.id, store) })
    return c.body(null, 204)
  })
  api.get('/rooms/:kind/:id/files/:file', async (c) => {
    const room = roomOf(c, settings, pathOf(c))
    const id = c.req.param('file')
    const hides = await hiddenFrom(c.get('person').id, store)
    const found = room && (await hasFile(store, room.id, id, hides))
    return found ? fileAnswer(c, store, id) : c.notFound()
  })
  api.get('/events', (c) => {
    const room = roomOf(c, settings, c.req.query('room') ?? '')
    return room ? follow(c, settings, room) : c.notFound()
  })
  api.onError((problem, c) => {
    settings.onProblem?.(problem)
    c.header('Retry-After', '2')
    const words = wordsIn(settings.say, pageLocale(c, settings.organisation.locale))
    return c.json({ error: { code: 'try again', message: words.t('refused.try-again') } }, 503)
  })
  return api
}

async function takeMessage(c: Context<DeskEnv>, settings: ConsoleSettings): Promise<Response> {
  const { clock, web } = settings
  const person = c.get('person')
  const room = roomOf(c, settings, pathOf(c))
  const parsed = said.safeParse(await c.req.json().catch(() => undefined))
  if (!room) return c.notFound()
  if (!parsed.success || (parsed.data.text === undefined) === (parsed.data.press === undefined)) {
    const words = wordsIn(settings.say, pageLocale(c, person.locale))
    return c.json({ error: { code: 'bad request', message: words.t('refused.bad-request') } }, 400)
  }
  const { id, text, press, replyTo } = parsed.data
  const message: InboundMessage = {
    key: `staff/${person.id}:${id}`,
    channel: 'web',
    peer: `staff/${person.id}`,
    at: clock.now(),
    locale: person.locale,
    ...(room.team !== undefined && { room: room.team }),
    ...(text !== undefined && { text }),
    ...(press !== undefined && { press }),
    ...(replyTo !== undefined && { replyTo }),
  }
  const got = await web.hear(room.id, message)
  return c.json({ status: got }, got === 'accepted' ? 202 : 200)
}

async function readLines(c: Context<DeskEnv>, settings: ConsoleSettings, room: DeskRoom) {
  const { store } = settings
  const limit = Math.min(Number(c.req.query('limit')) || linesAtMost, linesAtMost)
  const before = Number(c.req.query('before'))
  const lines = before
    ? await store.lines(room.id, Math.max(0, before - 1 - limit), limit)
    : await store.lastLines(room.id, limit)
  const sight = await sightOf(c, settings, room)
  return lines
    .filter((line) => !before || line.seq < before)
    .flatMap((line) => showLine(line, sight) ?? [])
}

function follow(c: Context<DeskEnv>, settings: ConsoleSettings, room: DeskRoom) {
  const { store, web } = settings
  const rooms = roomsFor(c, settings)
  let after = Math.max(
    Number(c.req.header('last-event-id')) || 0,
    Number(c.req.query('after')) || 0,
  )
  let first = true
  return web.streams.open(c, {
    reader: `desk/${c.get('person').id}`,
    topics: ['tickets', ...rooms.map(({ id }) => id)],
    async next(woken) {
      // Who was signed out reads nothing more: his stream ends, and he is not let in again.
      const still = await settings.staff.person(c.get('person').id)
      if (!still) throw new Error('signed out')
      const sight = await sightOf(c, settings, room)
      const { frames, last } = await newLines({ store, actor: room.id, after, sight })
      after = last
      const all: Frame[] = [...frames]
      for (const other of rooms) {
        if (!first && !woken.has(other.id)) continue
        const lines = (await store.lastLines(other.id, 1))[0]?.seq ?? 0
        all.push({ event: 'room', data: { room: other.path, lines } })
      }
      if (first || woken.size > 0) all.push({ event: 'tickets', data: {} })
      first = false
      return all
    },
  })
}

async function sightOf(
  c: Context<DeskEnv>,
  settings: ConsoleSettings,
  room: DeskRoom,
): Promise<Sight> {
  const me = c.get('person')
  const hides = await hiddenFrom(me.id, settings.store)
  const words = wordsIn(settings.say, pageLocale(c, me.locale))
  return {
    inside: true,
    hides,
    isMine: (line) => line.by === `staff:${me.id}`,
    nameOf: (line) =>
      line.by === 'bot'
        ? words.t('desk.desk-says')
        : settings.staff.nameOf(line.by.slice('staff:'.length)),
    urlOf: (file) => `/desk/rooms/${room.path}/files/${encodeURIComponent(file.id)}`,
  }
}

function roomsFor(c: Context<DeskEnv>, settings: ConsoleSettings): readonly DeskRoom[] {
  const person: Person = c.get('person')
  const words = wordsIn(settings.say, pageLocale(c, person.locale))
  return roomsOf(person, settings.organisation, words)
}

function roomOf(
  c: Context<DeskEnv>,
  settings: ConsoleSettings,
  path: string,
): DeskRoom | undefined {
  return roomsFor(c, settings).find((room) => room.path === path)
}

function pathOf(c: Context<DeskEnv>): string {
  return `${c.req.param('kind')}/${c.req.param('id')}`
}
