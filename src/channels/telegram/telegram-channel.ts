import type { TicketId } from '../../domain/actor.ts'
import { spanMs } from '../../domain/span.ts'
import { StoreUnavailableError } from '../../store/port.ts'
import { createLanes } from '../lanes.ts'
import type { Capabilities, Receive } from '../port.ts'
import { channelName, type TelegramChannel, type TelegramSettings } from './account.ts'
import { type Bot, createBot } from './bot.ts'
import { createCardRecords } from './card-records.ts'
import { createCards } from './cards.ts'
import { createHearing } from './hear.ts'
import { createIntake } from './intake.ts'
import { createMenus } from './menus.ts'
import { createOwnWords } from './own-words.ts'
import { createPace } from './pace.ts'
import { createPeers } from './peers.ts'
import { createPolling } from './poll.ts'
import { createPresses } from './presses.ts'
import { readUpdate } from './read-update.ts'
import { createDrawing } from './redraw.ts'
import { createSender } from './sender.ts'
import { createShown } from './shown.ts'
import { createState } from './state.ts'
import { createBeingCalled, createWebhook } from './webhook.ts'

/**
 * A Telegram bot. What would surprise you: it asks the platform for what is new unless it has a secret; then the platform
 * calls. The platform being away stops neither the start nor the rest of the desk.
 */
export function createTelegramChannel(settings: TelegramSettings): TelegramChannel {
  const { account, store, clock, policy, onProblem } = settings
  const state = createState({ clock, onProblem })
  const presses = createPresses(store)
  const peers = createPeers(store)
  const shown = createShown(store)
  let receive: Receive = async () => {
    throw new StoreUnavailableError('The desk is not open yet')
  }
  const bot: Bot = createBot(account, async (update) => take(update))
  const sender = createSender({
    ...settings,
    bot,
    presses,
    pace: createPace({ clock, rules: policy.telegram }),
    lanes: createLanes(),
  })
  const records = createCardRecords(store)
  const drawing = createDrawing({ ...settings, sender, records })
  const sendToRoom = createCards({
    ...{ ...settings, bot, sender, records },
    keep: (room, sent, letter) => shown.keep(room, sent.shown, letter, clock.now()),
    refresh: drawing.soon,
  })
  const hear = createHearing({
    ...settings,
    bot,
    words: createOwnWords({ ...settings, sender }),
    presses,
    peers,
    receive: (message) => receive(message),
    letterOf: shown.letterOf,
  })
  const take = createIntake({
    read: (update) => readUpdate(update, { me: bot.known().username, now: clock.now() }),
    hear,
    onProblem,
  })
  const coming = (account.secret === undefined ? createPolling : createBeingCalled)({
    ...settings,
    bot,
    state,
  })
  const menus = createMenus({ ...settings, bot })

  return {
    name: channelName,
    capabilities: capabilitiesOf(policy),
    async start(take) {
      receive = take
      coming.start()
      menus.start()
    },
    async send(peer, message, letter) {
      const sent = await sender.send(peer, message, letter)
      if (settings.staff.has(peer)) await shown.keep(peer, sent.shown, letter, clock.now())
      return sent.outcome
    },
    sendToRoom,
    forget: (peer) => peers.write(peer, undefined),
    async forgetAbout(about) {
      const traces = await shown.of(about)
      await drawing.forget(about as TicketId, traces)
      await shown.forget(traces)
      await presses.forget(about)
    },
    async prune(now) {
      const before = now - spanMs(policy.telegram.remembered.within)
      for (const kept of [peers, presses, shown, records]) await kept.prune(before, now)
    },
    routes: () => createWebhook(settings, bot),
    health: () => state.health(),
    async stop() {
      await coming.stop()
      await menus.stop()
      await drawing.stop()
    },
  }
}

function capabilitiesOf({ telegram }: TelegramSettings['policy']): Capabilities {
  return {
    textLength: 4096,
    buttons: 'native',
    pushAfterWindow: 'free',
    groups: true,
    roomPace: { messages: telegram.groupPerMinute.value, within: 60_000 },
  }
}
