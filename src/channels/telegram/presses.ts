import { createHash } from 'node:crypto'
import type { Button } from '../../domain/message.ts'
import type { Store } from '../../store/port.ts'
import { changeRecord, forgetRecords } from '../../store/records.ts'

/** What a button may carry (core.telegram.org/bots/api, InlineKeyboardButton), in bytes. */
const carried = 64
const sign = '~'
const prefix = 'telegram:press:'
/** How exactly it is known when a button was shown last, in ms. */
const day = 24 * 3_600_000

type Kept = { id: string; at: number }

/** What stands behind the buttons: the desk's own id, or where that is too long the name of a record that holds it. */
export type Presses = {
  /** The data for a button's id; the same each time. */
  dataOf(button: Button, now: number): Promise<string>
  /** The id behind a button's data; undefined where nobody knows any more. */
  idOf(data: string): Promise<string | undefined>
  /** Forgets those whose words name the actor. */
  forget(about: string): Promise<void>
  /** Forgets buttons shown before that moment. */
  prune(before: number): Promise<void>
}

export function createPresses(store: Store): Presses {
  async function keep(id: string, now: number): Promise<string> {
    const name = createHash('sha256').update(id).digest('base64url').slice(0, 22)
    await changeRecord<Kept>(store, prefix + name, (before) =>
      before && now - before.at < day ? before : { id, at: now },
    )
    return sign + name
  }

  return {
    async dataOf({ id }, now) {
      const fits = Buffer.byteLength(id) <= carried && !id.startsWith(sign)
      return fits ? id : keep(id, now)
    },
    async idOf(data) {
      if (!data.startsWith(sign)) return data
      return ((await store.record(prefix + data.slice(1)))?.value as Kept | undefined)?.id
    },
    forget: (about) => forgetRecords<Kept>(store, prefix, ({ id }) => id.includes(about)),
    prune: (before) => forgetRecords<Kept>(store, prefix, ({ at }) => at < before),
  }
}
