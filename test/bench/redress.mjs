import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readBook } from '../../dist/src/book.js'
import { createTerminalChannel } from '../../dist/src/channels/terminal/terminal-channel.js'
import { systemClock as clock } from '../../dist/src/clock/system.js'
import { openDesk } from '../../dist/src/desk.js'
import { closedLoop, openLoop, Replies } from './users.mjs'

export const story =
  '你们家的东西质量太差了，真的让人很失望，我本来很信任你们，一直都在你们这里消费，没想到会遇到这种事情，每次都是敷衍。' +
  '我希望你们认真对待，把事情说清楚，不要再推来推去，我想要一个像样的解释。'.repeat(3)
export const open =
  '大概是上周三晚上开始的，那天煮饭煮到一半就跳闸了，后来再也没有亮过，我还拍了照片，可以发给你们看一看，家里其他电器都是好的。'
export const over = /CP-\d{8}-\d{4,}/
const mostTurns = 14

/** The settings of the product, but that a customer pauses for a millisecond, or `pause` s, where he really pauses for seconds. */
export function readHurriedBook(pause = 0.001) {
  const blink = { rule: 'bench', within: { n: pause, unit: 'seconds' } }
  const burst = { story: blink, storyAtMost: blink, answer: blink }
  const limits = (policy) => ({
    ...policy.limits,
    messagesPerMinute: { rule: 'bench', value: 1e9 },
  })
  return readBook({ adjust: (policy) => ({ ...policy, burst, limits: limits(policy) }) })
}

/**
 * The whole product on a folder of its own, or on one that somebody else looks after, or in the database that is named:
 * real charts, real texts, and a channel that has delivered what `send` has taken.
 */
export async function openRedress(
  book = readHurriedBook(),
  { mongodb, folder, send = () => undefined } = {},
) {
  const own = folder ?? mkdtempSync(join(tmpdir(), 'redress-bench-'))
  const replies = new Replies()
  const desk = await openDesk({
    book,
    folder: own,
    mongodb,
    clock,
    channels: () => [listening(({ to, message }) => replies.came(to, message), send)],
    onFault: (where, error) => {
      throw new Error(`${where}: ${error}`)
    },
  })
  await desk.app.start()

  const hear = ({ id, chat, ...words }) =>
    desk.app.receive({
      key: String(id),
      channel: 'terminal',
      peer: String(chat),
      at: clock.now(),
      ...words,
    })

  /** One complaint from the first word to its number; each turn ends with the reply in the channel's hands. */
  async function converse(name, turn) {
    let key = 0
    const say = (words) =>
      turn(async () => {
        const reply = replies.next(`customer:${name}`)
        key += 1
        await hear({ id: `${name}-${key}`, chat: name, ...words })
        return reply
      })
    let heard = await say({ text: '我要投诉' })
    let told = false
    for (let n = 0; n < mostTurns && !over.test(heard.text); n++) {
      const first = heard.buttons?.[0]
      if (!told) {
        heard = await say({ text: `${story}${name}` })
        told = true
      } else if (first) heard = await say({ press: first.id })
      else heard = await say({ text: `${open}${name}-${n}` })
    }
  }

  return {
    desk,
    hear,
    converse,
    half,
    closed: (users, turns) => closedLoop({ users, turns, converse }),
    open: (users, perSecond, seconds) => openLoop({ users, perSecond, seconds, converse }),
    settled: () => desk.app.settled(),
    async close() {
      await desk.close()
      if (folder === undefined) rmSync(own, { recursive: true })
    },
  }

  /** The first half of a complaint, which stays open. */
  async function half(name) {
    for (const [i, text] of ['我要投诉', `${story}${name}`, `${open}${name}`].entries()) {
      const reply = replies.next(`customer:${name}`)
      await hear({ id: `${name}-${i}`, chat: name, text })
      await reply
    }
  }
}

/** A channel whose customers hear what `send` has taken; staff hear at once. */
function listening(heard, send) {
  const terminal = createTerminalChannel(heard)
  return {
    ...terminal,
    async send(peer, message, letter) {
      await send(peer, message)
      return terminal.send(peer, message, letter)
    },
  }
}
