import { createHash, randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Person } from '../domain/person.ts'
import { isSecure } from '../http/visitor.ts'
import type { ConsoleSettings } from './port.ts'

/** Who is signed in on which browser: a random name in a cookie, kept in the store only as its hash. */
export type Sessions = {
  begin(c: Context, person: Person): Promise<void>
  /** The person whose session the request carries, unless it was idle too long or the person has left. */
  personOf(c: Context): Promise<Person | undefined>
  end(c: Context): Promise<void>
}

type Session = { staff: string; since: number; seen: number }

const cookie = 'redress_desk'
const day = 24 * 3_600_000
const idle = 30 * day

export function createSessions(settings: ConsoleSettings): Sessions {
  const { store, clock, staff, site } = settings

  function give(c: Context, name: string): void {
    setCookie(c, cookie, name, {
      path: '/desk',
      httpOnly: true,
      sameSite: 'Strict',
      secure: isSecure(c, site),
      maxAge: idle / 1000,
    })
  }

  return {
    async begin(c, person) {
      const name = randomBytes(32).toString('base64url')
      const now = clock.now()
      const session: Session = { staff: person.id, since: now, seen: now }
      await store.writeRecord(recordOf(name), 0, session)
      give(c, name)
    },
    async personOf(c) {
      const name = getCookie(c, cookie)
      if (name === undefined) return undefined
      const kept = await store.record(recordOf(name))
      const session = kept?.value as Session | undefined
      if (!kept || !session) return undefined
      const now = clock.now()
      if (now - session.seen > idle) {
        await store.writeRecord(recordOf(name), kept.revision, undefined)
        return undefined
      }
      // Once a day is often enough, and costs no write with every request.
      if (now - session.seen > day) {
        await store.writeRecord(recordOf(name), kept.revision, { ...session, seen: now })
        give(c, name)
      }
      return staff.person(session.staff)
    },
    async end(c) {
      const name = getCookie(c, cookie)
      deleteCookie(c, cookie, { path: '/desk' })
      const kept = name === undefined ? undefined : await store.record(recordOf(name))
      if (name !== undefined && kept) {
        await store.writeRecord(recordOf(name), kept.revision, undefined)
      }
    },
  }
}

function recordOf(name: string): string {
  return `session:${createHash('sha256').update(name).digest('base64url')}`
}
