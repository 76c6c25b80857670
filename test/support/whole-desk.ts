import pino from 'pino'
import { readBook } from '../../src/book.ts'
import { PushedClock } from '../../src/clock/pushed.ts'
import type { ActorId } from '../../src/domain/actor.ts'
import type { Role } from '../../src/domain/person.ts'
import { openWebDesk } from '../../src/web-desk.ts'
import { tempFolder } from './store-folder.ts'
import { home } from './web-desk.ts'

const monday = Date.parse('2026-11-23T10:00:00+08:00')

/** The pages and the whole desk behind them, in this process, on a clock that can be pushed. */
export async function wholeDesk() {
  const folder = await tempFolder()
  const clock = new PushedClock(monday)
  const book = readBook({ env: {}, now: monday })
  const log = pino({ level: 'silent' })
  const { desk, pages } = await openWebDesk({ book, folder: folder.path, log, demo: clock })
  await desk.app.start()
  let said = 0

  const post = (path: string, body: BodyInit, headers: Record<string, string>) =>
    pages.request(home + path, { method: 'POST', headers: { Origin: home, ...headers }, body })

  return {
    desk,
    /** Somebody of the staff at the page: `get` and `send` JSON as that person. */
    async enter(id: string, role: Role, team: string) {
      const { code } = await desk.pairing.invite({ id, name: id, role, team })
      const entered = await post('/desk/pair', new URLSearchParams({ name: id, code }), {})
      const Cookie = entered.headers.get('Set-Cookie')!.split(';')[0]!
      return {
        get: (path: string) => pages.request(home + path, { headers: { Cookie } }),
        send: (path: string, body: object) =>
          post(path, JSON.stringify(body), { Cookie, 'Content-Type': 'application/json' }),
      }
    },
    /** A customer writes on the page, and the desk has answered. */
    async customer(peer: string, text: string): Promise<void> {
      said += 1
      await desk.app.receive({ key: `c${said}`, channel: 'web', peer, at: clock.now(), text })
      await desk.app.passTime(clock, clock.now() + 30_000)
    },
    pass: (ms: number) => desk.app.passTime(clock, clock.now() + ms),
    async lines(room: ActorId): Promise<string[]> {
      return (await desk.store.lines(room, 0, 1000)).map(({ text }) => text ?? '')
    },
    async [Symbol.asyncDispose]() {
      await desk.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}
