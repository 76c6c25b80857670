import { spanMs } from '../../domain/span.ts'
import { StoreUnavailableError } from '../../store/port.ts'
import { createAlone } from '../alone.ts'
import { createLanes } from '../lanes.ts'
import type { Receive } from '../port.ts'
import { channelName, type WecomAibotChannel, type WecomAibotSettings } from './account.ts'
import { createHearing } from './hear.ts'
import { createKeeping } from './keep.ts'
import { createLine, type Frame } from './line.ts'
import { createOwnWords } from './own-words.ts'
import { createPressing } from './press.ts'
import { type Incoming, readFrame } from './read-frame.ts'
import { createRelay } from './relay.ts'
import { createSender } from './sender.ts'
import { createShown } from './shown.ts'
import { createTaking } from './take.ts'

/**
 * A 智能机器人 of WeCom, with which colleagues work alone and in groups. What would surprise you: one connection, held by one
 * process of the desk; the others hand it what is to be sent. The platform brings nothing twice.
 */
export function createWecomAibotChannel(settings: WecomAibotSettings): WecomAibotChannel {
  const { store, clock, policy, locale, onProblem } = settings
  const say = (key: string) => settings.say({ key: `channels.${channelName}.${key}` }, locale)
  const shown = createShown(store)
  const lanes = createLanes()
  const stopping = new AbortController()
  const inHand = new Set<Promise<void>>()
  let receive: Receive = async () => {
    throw new StoreUnavailableError('The desk is not open yet')
  }

  const line = createLine(settings.account, {
    changed: (up) => keeping.changed(up),
    hear: (frame) => {
      const incoming = read(frame)
      if (!incoming) return
      const work = lanes
        .inTurn(incoming.chat, () => hear(incoming))
        .catch((error: unknown) =>
          onProblem?.(`wecom-aibot: ${error instanceof Error ? error.name : 'fault'}`),
        )
      inHand.add(work)
      void work.then(() => inHand.delete(work))
    },
  })
  const sender = createSender({ store, clock, line, shown, say })
  const take = createTaking({
    ...settings,
    receive: (message) => receive(message),
    stopping: stopping.signal,
  })
  const hear = createHearing({
    ...settings,
    take,
    words: createOwnWords({ ...settings, send: sender, say }),
    pressed: createPressing({ ...settings, line, shown, take, say }),
  })
  const keeping = createKeeping({
    line,
    clock,
    alone: createAlone({ store, clock, onProblem }),
    onProblem,
  })
  const relay = createRelay({ store, clock, keeping, send: sender, onProblem })

  function read({ req, body }: Frame): Incoming | undefined {
    try {
      return readFrame(req, body)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      onProblem?.(`wecom-aibot refused what the platform brought: ${error.message}`)
      return undefined
    }
  }

  return {
    name: channelName,
    capabilities: {
      textLength: 6_000,
      buttons: 'native',
      pushAfterWindow: 'free',
      groups: true,
      roomPace: { messages: policy.wecomAibot.alertsPerMinute.value, within: 60_000 },
      staffOnly: true,
    },
    async start(take) {
      receive = take
      keeping.start()
      relay.start()
    },
    send: (peer, message, letter) => relay.send(peer, message, letter),
    sendToRoom: (room, message, letter) => relay.send(room, message, letter),
    forgetAbout: (about) => shown.forgetAbout(about),
    prune: (now) => shown.prune(now - spanMs(policy.wecomAibot.remembered.within)),
    health: () => keeping.health(),
    async settled() {
      while (inHand.size > 0) await Promise.all(inHand)
    },
    async stop() {
      stopping.abort()
      await relay.stop()
      await keeping.stop()
      await Promise.all(inHand)
    },
  }
}
