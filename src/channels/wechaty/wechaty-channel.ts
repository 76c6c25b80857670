import { StoreUnavailableError } from '../../store/port.ts'
import type { Receive } from '../port.ts'
import { channelName, type WechatyChannel, type WechatySettings } from './account.ts'
import { createConnection } from './connection.ts'
import { createHearing } from './hear.ts'
import { createSender, type Reader } from './sender.ts'
import { textLength } from './show.ts'

/**
 * A WeChat account of a person, reached through wechaty. What would surprise you: WeChat brings nothing a second time, so
 * what arrives while the desk or the connection is away is lost; and it blocks accounts that behave like machines.
 */
export function createWechatyChannel(settings: WechatySettings): WechatyChannel {
  const { clock, policy, staff, say, locale } = settings
  let receive: Receive = async () => {
    throw new StoreUnavailableError('The desk is not open yet')
  }
  const connection = createConnection({
    ...settings,
    hear: (message, me) => hearing.hear(message, me),
  })
  const sender = createSender({ ...settings, connection })
  const hearing = createHearing({ ...settings, sender, receive: (message) => receive(message) })
  const person = (id: string): Reader => ({ id, isRoom: false, isStaff: staff.has(id) })

  return {
    name: channelName,
    capabilities: {
      textLength,
      buttons: 'numbered',
      pushAfterWindow: 'free',
      groups: true,
      losesWhileAway: true,
      roomPace: { messages: policy.wechaty.roomPerMinute.value, within: 60_000 },
    },
    async start(take) {
      receive = take
      hearing.begin(clock.now())
      connection.start()
    },
    send: (peer, message, letter) => sender.send(person(peer), message, letter),
    sendToRoom: (room, message, letter) =>
      sender.send({ id: room, isRoom: true, isStaff: true }, message, letter),
    loginCode: () => connection.code(),
    health() {
      const standing = connection.standing()
      if (standing === 'in' || standing === 'elsewhere') return { ok: true }
      const told = { key: `channels.${channelName}.state.${standing}` }
      return { ok: false, reason: say(told, locale), told }
    },
    async stop() {
      await connection.stop()
      await hearing.stop()
    },
  }
}
