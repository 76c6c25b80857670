import { createRequire } from 'node:module'
import { lastQuestion } from '../interview.mjs'
import { openBotDatabase } from './bot-database.mjs'

const require = createRequire(import.meta.url)
const { BotAdapter, ConversationState, TurnContext } = require('botbuilder')
const { DialogSet, TextPrompt, WaterfallDialog } = require('botbuilder-dialogs')

/** The interview as a botbuilder developer writes it: a waterfall of prompts, its state in SQLite, a ticket row at the end. */
export function open({ folder, synchronous, send }) {
  const { database, openTicket } = openBotDatabase(folder, synchronous)
  const state = new ConversationState(sqliteStorage(database))
  const dialogs = new DialogSet(state.createProperty('dialog'))
  dialogs.add(new TextPrompt('text'))
  dialogs.add(new WaterfallDialog('interview', waterfall(openTicket)))
  const adapter = new Platform(send)

  async function turn(context) {
    const dialog = await dialogs.createContext(context)
    await dialog.continueDialog()
    if (!context.responded) await dialog.beginDialog('interview')
    await state.saveChanges(context)
  }

  return {
    hear: (said) => adapter.runMiddleware(new TurnContext(adapter, activityOf(said)), turn),
    close: () => database.close(),
  }
}

function waterfall(openTicket) {
  const ask = (i) => async (step) => {
    step.values.told = [...(step.values.told ?? []), step.context.activity.text]
    if (i < lastQuestion) return step.prompt('text', `question ${i}`)
    openTicket(Number(step.context.activity.conversation.id), step.values.told)
    await step.context.sendActivity('ticket')
    return step.endDialog()
  }
  return Array.from({ length: lastQuestion + 1 }, (_, i) => ask(i))
}

class Platform extends BotAdapter {
  #send

  constructor(send) {
    super()
    this.#send = send
  }

  async sendActivities(context, activities) {
    const sent = []
    for (const { type, text } of activities) {
      if (type === 'message') await this.#send(Number(context.activity.conversation.id), text)
      sent.push({ id: '1' })
    }
    return sent
  }
}

function activityOf({ id, chat, text }) {
  return {
    type: 'message',
    id: String(id),
    channelId: 'bench',
    serviceUrl: 'https://platform.invalid',
    conversation: { id: String(chat) },
    from: { id: String(chat) },
    recipient: { id: 'bot' },
    text,
  }
}

/** Reads and writes as the framework asks, the changes of a turn in one transaction, refused where their tag is old. */
function sqliteStorage(database) {
  database.exec(
    'CREATE TABLE IF NOT EXISTS states (key TEXT PRIMARY KEY, tag INTEGER NOT NULL, state TEXT NOT NULL)',
  )
  const read = database.prepare('SELECT tag, state FROM states WHERE key = ?')
  const write = database.prepare(
    'INSERT INTO states VALUES (?, 1, ?) ON CONFLICT (key) DO UPDATE SET tag = tag + 1, state = excluded.state',
  )
  const remove = database.prepare('DELETE FROM states WHERE key = ?')
  const writeAll = database.transaction((changes) => {
    for (const [key, { eTag, ...state }] of Object.entries(changes)) {
      const isOld = eTag !== undefined && eTag !== '*' && String(read.get(key)?.tag) !== eTag
      if (isOld) throw new Error(`${key} was changed by another turn`)
      write.run(key, JSON.stringify(state))
    }
  })
  return {
    async read(keys) {
      const found = {}
      for (const key of keys) {
        const row = read.get(key)
        if (row) found[key] = { ...JSON.parse(row.state), eTag: String(row.tag) }
      }
      return found
    },
    write: async (changes) => writeAll.immediate(changes),
    async delete(keys) {
      for (const key of keys) remove.run(key)
    },
  }
}
