import { SQLite } from '@telegraf/session/sqlite'
import { Scenes, session, Telegraf, Telegram } from 'telegraf'
import { lastQuestion } from '../interview.mjs'
import { openBotDatabase } from './bot-database.mjs'
import { botInfo, updateOf } from './telegram-update.mjs'

/** The interview as a telegraf developer writes it: a WizardScene, its session in SQLite, a ticket row at the end. */
export function open({ folder, synchronous, send }) {
  const { database, openTicket } = openBotDatabase(folder, synchronous)
  // Telegraf makes a client of its own for each update, so the platform is stubbed where all of them look.
  Telegram.prototype.callApi = async (_method, { chat_id, text }) => {
    await send(chat_id, text)
    return { message_id: 1, date: 0, chat: { id: chat_id, type: 'private' }, text }
  }
  const ask = (i) => async (ctx) => {
    const told = [...(ctx.wizard.state.told ?? []), ctx.message.text]
    ctx.wizard.state.told = told
    if (i === lastQuestion) {
      openTicket(ctx.chat.id, told)
      await ctx.reply('ticket')
      return ctx.scene.leave()
    }
    await ctx.reply(`question ${i}`)
    return ctx.wizard.next()
  }
  const steps = Array.from({ length: lastQuestion + 1 }, (_, i) => ask(i))
  const bot = new Telegraf('1:bench')
  bot.botInfo = botInfo
  bot.use(session({ store: SQLite({ database }) }))
  bot.use(new Scenes.Stage([new Scenes.WizardScene('interview', ...steps)]).middleware())
  bot.on('message', (ctx) => ctx.scene.enter('interview').then(() => undefined))
  bot.catch((error) => {
    throw error
  })
  return { hear: (said) => bot.handleUpdate(updateOf(said)), close: () => database.close() }
}
