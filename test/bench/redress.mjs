import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readBook } from '../../dist/src/book.js'
import { createTerminalChannel } from '../../dist/src/channels/terminal/terminal-channel.js'
import { openDesk } from '../../dist/src/desk.js'
import { HurriedClock } from './hurried-clock.mjs'
import { closedLoop, openLoop, Replies } from './users.mjs'

const story =
  '我上周在你们店里买的电饭锅，用了两天就坏了，按下开关一点反应也没有，换了插座也不行。家里老人每天要吃软饭，现在只能去外面买，非常不方便。' +
  '我打过一次电话，说会有人联系我，等了三天也没有人来。我很失望，希望你们认真对待，把事情说清楚，也告诉我到底什么时候能解决。'.repeat(2)
const open = '大概是上周三晚上开始的，那天煮饭煮到一半就跳闸了，后来再也没有亮过，我还拍了照片，可以发给你们看一看，家里其他电器都是好的。'
const over = /CP-\d{8}-\d{4,}/
const mostTurns = 14

/** The whole product on a folder of its own: real charts, real texts, a channel that takes every reply. */
export async function openRedress(book = readBook()) {
  const folder = mkdtempSync(join(tmpdir(), 'redress-bench-'))
  const replies = new Replies()
  const clock = new HurriedClock()
  const desk = await openDesk({
    book,
    folder,
    clock,
    channels: () => [createTerminalChannel(({ to, message }) => replies.came(to, message))],
    onFault: (where, error) => {
      throw new Error(`${where}: ${error}`)
    },
  })
  await desk.app.start()

  /** One complaint from the first word to its number; each turn ends with the reply in the channel's hands. */
  async function converse(name, turn) {
    let key = 0
    const say = (words) =>
      turn(async () => {
        const reply = replies.next(`customer:${name}`)
        key += 1
        await desk.app.receive({ key: `${name}-${key}`, channel: 'terminal', peer: name, at: clock.now(), ...words })
        return reply
      })
    let heard = await say({ text: '我要投诉' })
    let told = false
    for (let n = 0; n < mostTurns && !over.test(heard.text); n++) {
      const first = heard.buttons?.[0]
      if (!told) {
        heard = await say({ text: story })
        told = true
      } else if (first) heard = await say({ press: first.id })
      else heard = await say({ text: open })
    }
  }

  return {
    desk,
    converse,
    closed: (users, turns) => closedLoop({ users, turns, converse }),
    open: (users, perSecond, seconds) => openLoop({ users, perSecond, seconds, converse }),
    /** Brings `count` conversations to the middle of their interview and leaves them there. */
    async leaveOpen(count) {
      const turn = (work) => work()
      let next = 0
      const one = async () => {
        while (next < count) {
          const name = `idle-${count}-${next++}`
          await half(name, turn)
        }
      }
      await Promise.all(Array.from({ length: Math.min(200, count) }, one))
      await desk.app.settled()
    },
    async close() {
      await desk.close()
      rmSync(folder, { recursive: true })
    },
  }

  async function half(name, turn) {
    for (const [i, text] of ['我要投诉', story, open].entries()) {
      await turn(async () => {
        const reply = replies.next(`customer:${name}`)
        await desk.app.receive({ key: `${name}-${i}`, channel: 'terminal', peer: name, at: clock.now(), text })
        return reply
      })
    }
  }
}
