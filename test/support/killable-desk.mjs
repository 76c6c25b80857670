// A whole desk in a process of its own, to be killed: lines of JSON in (messages, time), an acknowledgement out for each
// message once it is taken, and every delivery appended to a file before it counts as handed over.
import { appendFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { openTerminalDesk } from '../../dist/src/chat/terminal-desk.js'
import { VirtualClock } from '../../dist/src/clock/virtual.js'

const [folder, deliveries, start, life] = process.argv.slice(2)
const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`)
const clock = new VirtualClock(Number(start))
const desk = await openTerminalDesk({
  folder,
  clock,
  deliver: ({ to, message, letter }) => {
    const { text, buttons = [] } = message
    appendFileSync(
      deliveries,
      `${JSON.stringify({ to, text, buttons, letter, life: Number(life) })}\n`,
    )
    tell({ handed: letter })
  },
})
await desk.app.start()
tell({ ready: true })

for await (const text of createInterface({ input: process.stdin })) {
  const line = JSON.parse(text)
  if (line.enrol) {
    await desk.enrol(line.enrol)
    tell({ done: line.id })
  } else if (line.passTo) {
    desk.app.passTime(clock, line.passTo).then(() => tell({ done: line.id }))
  } else {
    const message = { channel: 'terminal', at: clock.now(), ...line.message }
    desk.app.receive(message).then((receipt) => tell({ ack: line.message.key, receipt }))
  }
}
await desk.app.settled()
await desk.close()
