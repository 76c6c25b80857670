import { join } from 'node:path'
import { loadDatabase } from '../../../dist/src/store/sqlite/driver.js'
import { markOf } from './customers.mjs'

const Database = await loadDatabase()

/** What stands in the tickets of each chat, read from the file that a subject has left. */
export function ticketsIn(folder, name) {
  const isOurs = name === 'engine' || name === 'redress'
  const database = new Database(join(folder, isOurs ? 'redress.db' : 'bot.db'), { readonly: true })
  const found = isOurs ? actors(database) : rows(database)
  database.close()
  const byChat = new Map()
  for (const { chat, holds } of found) byChat.set(chat, [...(byChat.get(chat) ?? []), holds])
  return byChat
}

function rows(database) {
  return database
    .prepare('SELECT chat, told FROM tickets')
    .all()
    .map(({ chat, told }) => ({ chat, holds: told }))
}

function actors(database) {
  return database
    .prepare("SELECT name, record FROM actors WHERE name LIKE 'ticket:%'")
    .all()
    .map(({ name, record }) => {
      const chat = Number(/\/(\d+)@/.exec(name)[1])
      const { told, complaint } = JSON.parse(record).snapshot.context
      return { chat, holds: complaint ? complaintOf(complaint, chat) : JSON.stringify(told) }
    })
}

/** Everything the customer said, with his mark made the same for all. */
function complaintOf({ category, story, facts, wish, contact }, chat) {
  return JSON.stringify({ category, story, facts, wish, contact }).replaceAll(markOf(chat), '*')
}
