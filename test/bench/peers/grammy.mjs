import { conversations, createConversation } from '@grammyjs/conversations'
import { sequentialize } from '@grammyjs/runner'
import { Bot } from 'grammy'
import { lastQuestion } from '../interview.mjs'
import { openBotDatabase } from './bot-database.mjs'
import { botInfo, updateOf } from './telegram-update.mjs'

/**
 * The interview as grammY's documentation tells: a conversation, its state in SQLite, a ticket row from `external`, and
 * updates of one chat one after the other.
 */
export async function open({ folder, synchronous, send }) {
  const { database, openTicket } = openBotDatabase(folder, synchronous)
  const interview = async (conversation, context) => {
    let ctx = context
    const told = [ctx.message.text]
    for (let i = 0; i < lastQuestion; i++) {
      await ctx.reply(`question ${i}`)
      ctx = await conversation.waitFor('message:text')
      told.push(ctx.message.text)
    }
    const chat = ctx.chat.id
    await conversation.external(() => {
      openTicket(chat, told)
    })
    await ctx.reply('ticket')
  }
  // The client inside a conversation is another one, which shares only the way to fetch.
  const bot = new Bot('1:bench', { botInfo, client: { fetch: platform(send) } })
  bot.use(sequentialize((ctx) => String(ctx.chat?.id)))
  bot.use(conversations({ storage: sqliteStorage(database) }))
  bot.use(createConversation(interview, 'interview'))
  bot.on('message:text', (ctx) => ctx.conversation.enter('interview'))
  return { hear: (said) => bot.handleUpdate(updateOf(said)), close: () => database.close() }
}

function platform(send) {
  return async (_url, { body }) => {
    const { chat_id, text } = JSON.parse(body)
    await send(chat_id, text)
    const result = { message_id: 1, date: 0, chat: { id: chat_id, type: 'private' }, text }
    return { ok: true, json: async () => ({ ok: true, result }) }
  }
}

function sqliteStorage(database) {
  database.exec('CREATE TABLE IF NOT EXISTS states (key TEXT PRIMARY KEY, state TEXT NOT NULL)')
  const read = database.prepare('SELECT state FROM states WHERE key = ?')
  const write = database.prepare(
    'INSERT INTO states VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET state = excluded.state',
  )
  const remove = database.prepare('DELETE FROM states WHERE key = ?')
  return {
    read(key) {
      const row = read.get(key)
      return row && JSON.parse(row.state)
    },
    write: (key, state) => void write.run(key, JSON.stringify(state)),
    delete: (key) => void remove.run(key),
  }
}
