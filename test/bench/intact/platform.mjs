import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startChild } from '../child.mjs'

const script = fileURLToPath(new URL('subject-process.mjs', import.meta.url))
/** After so long without a word, in ms, one that waits for more replies has heard all, and one that has heard none hears none. */
const heardAll = 1_000
const heardNothing = 3_000

/**
 * A platform as the subject sees it: brings what people say until it is acknowledged, one message of a chat after the other
 * but for those that come at once, and takes replies. `kill` ends the subject in the middle of everything.
 */
export async function startPlatform(name, folder, pause) {
  const chats = new Map()
  let updates = 0
  let child
  let readyAt = 0
  let isEnding = false
  const replies = { twice: 0 }

  const chatOf = (chat) => {
    const known = chats.get(chat) ?? { groups: [], busy: false, heard: [], at: 0 }
    chats.set(chat, known)
    return known
  }

  async function start() {
    const born = startChild(script, {
      args: [name, folder, String(pause)],
      heard: (reply) => came(reply),
      mayDie: true,
    })
    await born.ready
    child = born
    born.ended.then(() => {
      if (child === born) child = undefined
    })
    readyAt = Date.now()
    for (const chat of chats.keys()) bring(chat)
  }

  /** Gives the subject what comes next in a chat, and once more what it has not acknowledged. */
  async function bring(chat) {
    const known = chatOf(chat)
    const group = known.groups[0]
    if (known.busy || !group || !child) return
    known.busy = true
    const to = child
    await Promise.race([
      to.ended,
      Promise.all(
        group.map(async (update) => {
          if ((await to.ask('hear', update)) && group.includes(update)) {
            group.splice(group.indexOf(update), 1)
          }
        }),
      ),
    ])
    known.busy = false
    known.at = Date.now()
    if (group.length === 0) known.groups.shift()
    if (!isEnding) bring(chat)
  }

  function came({ chat, ...reply }) {
    const known = chats.get(chat)
    if (!known) return
    known.at = Date.now()
    if (known.last === reply.text) {
      replies.twice += 1
      return
    }
    known.last = reply.text
    known.heard.push(reply)
    known.wake?.()
  }

  /** The last of `count` replies, or of those that came; undefined where none did. */
  function nextReply(chat, count) {
    const known = chatOf(chat)
    known.heard = []
    return new Promise((resolve) => {
      const look = setInterval(() => {
        const quiet = Date.now() - Math.max(known.at, readyAt)
        if (!child || known.groups.length > 0) return
        if (known.heard.length > 0 ? quiet > heardAll : quiet > heardNothing) done()
      }, 50)
      const done = () => {
        clearInterval(look)
        known.wake = undefined
        resolve(known.heard.at(-1))
      }
      known.wake = () => known.heard.length >= count && done()
    })
  }

  await start()
  return {
    replies,
    /** Somebody says something, or several things at once; each has an id of its own, and comes `copies` times. */
    say(chat, messages, { copies = 1 } = {}) {
      const said = messages.map((words) => {
        updates += 1
        return { id: updates, chat, ...words }
      })
      this.bringAgain(
        chat,
        said.flatMap((update) => Array.from({ length: copies }, () => ({ ...update }))),
      )
      return said
    },
    /** What was acknowledged before comes once more. */
    bringAgain(chat, group) {
      chatOf(chat).groups.push([...group])
      bring(chat)
    },
    nextReply,
    async kill() {
      const dying = child
      child = undefined
      dying.kill()
      await dying.ended
      await start()
    },
    /** Once everything is acknowledged, or nothing is any more. */
    async end() {
      const until = Date.now() + heardNothing
      while ([...chats.values()].some(({ groups }) => groups.length > 0) && Date.now() < until)
        await wait(20)
      isEnding = true
      child.ask('end')
      await child.ended
    },
  }
}
