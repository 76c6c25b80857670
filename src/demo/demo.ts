import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Book } from '../book.ts'
import { readDialogue } from '../chat/dialogue.ts'
import { play } from '../chat/play.ts'
import { openTerminalDesk } from '../chat/terminal-desk.ts'
import type { PushedClock } from '../clock/pushed.ts'
import type { Demo } from '../console/port.ts'
import type { Desk } from '../desk.ts'
import { addSpan, onDayAt } from '../domain/calendar.ts'
import type { Policy } from '../domain/policy.ts'

/** How long before now the cases of the demo begin: as long as they take, and half an hour. */
const played = 9 * 86_400_000 + 30 * 60_000

/** Plays the demo's cases on a fresh folder, so that they end before `until` (epoch ms). */
export async function seedDemo(at: { book: Book; folder: string; until: number }): Promise<void> {
  const { book, folder, until } = at
  if (existsSync(folder)) await rm(folder, { recursive: true })
  const dialogue = readDialogue(
    await readFile(join(book.folder, 'src/demo/cases.dialogue'), 'utf8'),
  )
  await play(
    { ...dialogue, at: new Date(until - played).toISOString() },
    {
      pictures: join(book.folder, 'src/demo'),
      open: (clock) => (deliver) => openTerminalDesk({ folder, clock, deliver }),
    },
  )
}

/** In the demo one person plays everybody, so that he may sign what he proposed himself, up to 1,000 yuan. */
export function onePersonDesk(policy: Policy): Policy {
  const selfUpTo = { ...policy.approval.selfUpTo, value: 100_000 }
  return { ...policy, approval: { ...policy.approval, selfUpTo } }
}

/** The button on the page that pushes the clock. */
export function demoOf(desk: Desk, clock: PushedClock): Demo {
  const { calendar } = desk.settings
  return {
    async advance(by) {
      const now = clock.now()
      const to =
        by === 'working day'
          ? onDayAt(calendar, addSpan(calendar, now, { n: 1, unit: 'working days' }), opening(desk))
          : now + by
      await desk.app.passTime(clock, to)
    },
  }
}

function opening(desk: Desk): string {
  return desk.settings.organisation.workingTime.periods[0]!.from
}
