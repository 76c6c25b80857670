/*
 * A process that writes to the store in a folder until it is killed (or, with `hold`, only keeps it open). It prints
 * `open`, then one line for everything the store has acknowledged: `committed ACTOR REVISION` or `settled LETTER`.
 */
import { writeSync } from 'node:fs'
import type { ActorId } from '../../src/domain/actor.ts'
import type { LetterId } from '../../src/domain/letter.ts'
import type { Store } from '../../src/store/port.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { event, item, line, noon, words } from './store-builders.ts'

const writers = 25

try {
  const store = await openSqlite({ folder: process.argv[2]! })
  tell('open')
  if (process.argv[3] === 'hold') process.stdin.resume()
  else
    await Promise.all(
      Array.from({ length: writers }, (_, n) => write(store, `conversation:web/${n}`)),
    )
} catch (error) {
  tell(`refused ${(error as Error).message}`)
}

async function write(store: Store, actor: ActorId): Promise<void> {
  let revision = (await store.load(actor))?.revision ?? 0
  for (;;) {
    const next = revision + 1
    const commit = {
      record: { chart: 'writer@1', snapshot: { at: next, words: '话'.repeat(500) }, lines: next },
      letters: [
        words(`customer:web/${next}`, `${next}`),
        event(actor, 'later', { slot: 'later', dueAt: noon + next }),
      ],
      lines: [line(next, `${actor} ${next}`)],
      consumed: { key: `key ${next}`, keepUntil: noon },
    }
    const outcome = await store.commit(item(actor, revision, commit), noon)
    if (outcome.outcome !== 'done') throw new Error(`${actor} at ${revision}: ${outcome.outcome}`)
    revision = outcome.revision
    tell(`committed ${actor} ${revision}`)
    if (revision % 2 === 0) {
      const even: LetterId = `${actor}@${revision}#0`
      void store.settle(even).then(() => tell(`settled ${even}`))
    }
  }
}

/** Synchronous: what was told before the kill has been told. */
function tell(text: string): void {
  writeSync(1, `${text}\n`)
}
