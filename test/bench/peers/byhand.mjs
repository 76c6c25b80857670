import { lastQuestion } from '../interview.mjs'
import { openBotDatabase } from './bot-database.mjs'

/**
 * The interview as a careful developer writes it without a framework: state, the update it answers, the reply and the
 * ticket in one transaction; the reply is sent after it, and again when the platform brings the update again.
 */
export function open({ folder, synchronous, send }) {
  const { database, openTicket } = openBotDatabase(folder, synchronous)
  database.exec(`
    CREATE TABLE IF NOT EXISTS states (chat INTEGER PRIMARY KEY, told TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS heard (id INTEGER PRIMARY KEY, reply TEXT NOT NULL);
  `)
  const heard = database.prepare('SELECT reply FROM heard WHERE id = ?')
  const note = database.prepare('INSERT INTO heard VALUES (?, ?)')
  const read = database.prepare('SELECT told FROM states WHERE chat = ?')
  const save = database.prepare(
    'INSERT INTO states VALUES (?, ?) ON CONFLICT (chat) DO UPDATE SET told = excluded.told',
  )
  const turn = database.transaction(({ id, chat, text }) => {
    const before = heard.get(id)
    if (before) return before.reply
    const told = [...JSON.parse(read.get(chat)?.told ?? '[]'), text]
    const isLast = told.length > lastQuestion
    if (isLast) openTicket(chat, told)
    save.run(chat, isLast ? '[]' : JSON.stringify(told))
    const reply = isLast ? 'ticket' : `question ${told.length - 1}`
    note.run(id, reply)
    return reply
  })

  // Replies of one chat go out one after the other; what went out by this process does not go again.
  const sending = new Map()
  let sent = new Set()
  async function reply(before, { id, chat }, text) {
    await before
    if (sent.has(id)) return
    await send(chat, text)
    if (sent.size > 10_000) sent = new Set()
    sent.add(id)
  }

  return {
    async hear(said) {
      const text = turn.immediate(said)
      const mine = reply(sending.get(said.chat), said, text)
      sending.set(said.chat, mine)
      await mine
      if (sending.get(said.chat) === mine) sending.delete(said.chat)
    },
    close: () => database.close(),
  }
}
