import { answers } from './interview.mjs'
import { closedLoop, openLoop, Replies } from './users.mjs'

/** What a developer would pick instead, each in a file of `peers/`. */
export const peers = ['telegraf', 'grammy', 'botbuilder', 'byhand']
export const ours = ['engine', 'redress']

/**
 * One of them on `folder`, loaded with nothing of the others. `hear({ id, chat, text })` gives it what a platform brings and
 * resolves when that is acknowledged; `send(chat, message)` is the platform's way to the customer, `pause` how long he pauses
 * (s) before the desk takes what he said for all he wanted to say.
 */
export async function openSubject(name, { folder, synchronous, pause, send }) {
  if (name === 'engine') {
    const { openEngine, storeIn } = await import('./engine.mjs')
    return openEngine(() => storeIn(folder), { opens: true, send })
  }
  if (name === 'redress') {
    const { openRedress, readHurriedBook } = await import('./redress.mjs')
    return openRedress(readHurriedBook(pause), { folder, send })
  }
  const { open } = await import(`./peers/${name}.mjs`)
  return withCustomers(open, { folder, synchronous, send })
}

/** A peer with customers who answer as those of the `engine` line do. */
async function withCustomers(open, { folder, synchronous, send }) {
  const replies = new Replies()
  const peer = await open({
    folder,
    synchronous,
    async send(chat, text) {
      await send?.(chat, text)
      replies.came(chat, text)
    },
  })
  let chats = 0
  let updates = 0
  const say = async (chat, text) => {
    const reply = replies.next(chat)
    updates += 1
    // The turn is over when the state is saved as well: before that the next message would find the old step.
    await peer.hear({ id: updates, chat, text })
    return reply
  }
  const converse = async (_name, turn, until = answers.length) => {
    chats += 1
    const chat = chats
    for (const text of answers.slice(0, until)) await turn(() => say(chat, text))
  }
  return {
    hear: peer.hear,
    half: (name) => converse(name, (work) => work(), answers.length / 2),
    closed: (users, turns) => closedLoop({ users, turns, converse }),
    open: (users, perSecond, seconds) => openLoop({ users, perSecond, seconds, converse }),
    async settled() {},
    close: peer.close,
  }
}
