import { join } from 'node:path'
import { loadDatabase } from '../../../dist/src/store/sqlite/driver.js'

const Database = await loadDatabase()

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
