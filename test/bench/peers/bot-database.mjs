import { createRequire } from 'node:module'
import { join } from 'node:path'

const Database = createRequire(import.meta.url)('better-sqlite3')

/** The file of a bot, with the table its tickets go to. */
export function openBotDatabase(folder, synchronous) {
  const database = new Database(join(folder, 'bot.db'))
  database.pragma('journal_mode = WAL')
  database.pragma(`synchronous = ${synchronous}`)
  database.exec(
    'CREATE TABLE IF NOT EXISTS tickets (number INTEGER PRIMARY KEY, chat INTEGER NOT NULL, told TEXT NOT NULL)',
  )
  const insert = database.prepare('INSERT INTO tickets (chat, told) VALUES (?, ?)')
  return { database, openTicket: (chat, told) => insert.run(chat, JSON.stringify(told)) }
}
