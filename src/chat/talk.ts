import { stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline/promises'
import { staffPeer } from '../channels/terminal/terminal-channel.ts'
import type { Clock } from '../clock/port.ts'
import { openTerminalDesk } from './terminal-desk.ts'

const me = 'me'

/** A talk with the desk at the keyboard, in real time: as the customer, or as staff in the first team's room. */
export async function talk(options: { as: string; folder: string; clock: Clock }): Promise<void> {
  const staff = options.as === 'staff'
  const desk = await openTerminalDesk({
    folder: options.folder,
    clock: options.clock,
    deliver: ({ to, message }) => {
      const mine = staff ? !to.startsWith('customer:') : to === `customer:${me}`
      if (!mine) return
      const choices = message.buttons?.map(({ label }, i) => `  ${i + 1} ${label}`) ?? []
      stdout.write(`\n${[message.text, ...choices].join('\n')}\n> `)
    },
  })
  const room = desk.settings.organisation.teams[0]!.id
  if (staff) {
    await desk.enrol({ id: me, role: 'admin', team: room })
  }
  await desk.app.start()
  stdout.write('> ')
  let key = 0
  for await (const text of createInterface({ input: stdin })) {
    key += 1
    await desk.app.receive({
      key: `${options.clock.now()}-${key}`,
      channel: 'terminal',
      peer: staff ? staffPeer(me) : me,
      at: options.clock.now(),
      text,
      ...(staff ? { room } : {}),
    })
    stdout.write('> ')
  }
  await desk.app.settled()
  await desk.close()
}
