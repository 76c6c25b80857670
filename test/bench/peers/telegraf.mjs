import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SQLite } from '@telegraf/session/sqlite'
import { Scenes, session, Telegraf, Telegram } from 'telegraf'
import { answers } from '../interview.mjs'
import { closedLoop, openLoop } from '../users.mjs'

const Database = createRequire(import.meta.url)('better-sqlite3')
const me = { id: 1, is_bot: true, first_name: 'Desk', username: 'desk_bot' }

// Telegraf makes a client of its own for each update, so the platform is stubbed where all of them look.
Telegram.prototype.callApi = async (_method, { chat_id, text }) => {
  return { message_id: 1, date: 0, chat: { id: chat_id, type: 'private' }, text }
}

/** The interview as a telegraf developer writes it: a WizardScene, its session in SQLite, a ticket row at the end. */
export async function openTelegraf(synchronous = 'FULL') {
  const folder = mkdtempSync(join(tmpdir(), 'redress-bench-'))
  const database = new Database(join(folder, 'sessions.db'))
  database.pragma('journal_mode = WAL')
  database.pragma(`synchronous = ${synchronous}`)
  database.exec('CREATE TABLE tickets (number INTEGER PRIMARY KEY, chat INTEGER, told TEXT)')
  const insert = database.prepare('INSERT INTO tickets (chat, told) VALUES (?, ?)')

  const last = answers.length - 1
  const steps = answers.map((_, i) => async (ctx) => {
    ctx.wizard.state.told = { ...ctx.wizard.state.told, [i]: ctx.message.text }
    if (i === last) {
      insert.run(ctx.chat.id, JSON.stringify(ctx.wizard.state.told))
      await ctx.reply('ticket')
      return ctx.scene.leave()
    }
    await ctx.reply(`question ${i}`)
    return ctx.wizard.next()
  })
  const bot = new Telegraf('1:bench')
  bot.botInfo = me
  bot.use(session({ store: SQLite({ database }) }))
  bot.use(new Scenes.Stage([new Scenes.WizardScene('interview', ...steps)]).middleware())
  bot.on('message', (ctx) => ctx.scene.enter('interview').then(() => undefined))
  bot.catch((error) => {
    throw error
  })

  let chats = 0
  let updates = 0
  const converse = async (_name, turn) => {
    chats += 1
    const chat = { id: chats, type: 'private', first_name: 'Li' }
    const from = { id: chats, is_bot: false, first_name: 'Li' }
    const say = (text) => {
      updates += 1
      const message = { message_id: updates, date: 0, chat, from, text }
      return bot.handleUpdate({ update_id: updates, message })
    }
    // The turn is over when the reply is out and the session is saved: before that the next message would find the old step.
    for (const text of answers) await turn(() => say(text))
  }
  return {
    closed: (users, turns) => closedLoop({ users, turns, converse }),
    open: (users, perSecond, seconds) => openLoop({ users, perSecond, seconds, converse }),
    tickets: () => database.prepare('SELECT count(*) AS n FROM tickets').get().n,
    async close() {
      database.close()
      rmSync(folder, { recursive: true })
    },
  }
}
