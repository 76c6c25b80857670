// A subject behind a platform that the parent plays: NAME FOLDER PAUSE, the pause after which a customer of the desk has ended, in s.
import { setTimeout as wait } from 'node:timers/promises'
import { obey, say } from '../child.mjs'
import { openSubject } from '../subjects.mjs'

/** What a message needs to the platform and back, and what an acknowledgement needs to it, in ms. */
const sending = 20
const acknowledging = 10

const [name, folder, pause] = process.argv.slice(2)
const subject = await openSubject(name, {
  folder,
  synchronous: 'FULL',
  pause: Number(pause),
  async send(chat, message) {
    const reply = typeof message === 'string' ? { text: message } : message
    say({ chat: Number(chat), ...reply })
    await wait(sending)
  },
})

obey({
  /** Answers true once it is acknowledged; false where the subject said "not now". */
  async hear(update) {
    const heard = await subject.hear(update).then(
      () => true,
      () => false,
    )
    await wait(acknowledging)
    return heard
  },
  async end() {
    await subject.settled()
    await subject.close()
  },
})
