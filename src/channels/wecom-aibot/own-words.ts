import { channelName, type WecomAibotSettings } from './account.ts'
import type { Incoming } from './read-frame.ts'
import type { Send } from './sender.ts'

/** What the bot says by itself, beside what the desk says: nothing hangs on its arriving. */
export type OwnWords = {
  tell(to: Incoming, key: 'lost' | 'notKept' | 'unreadable'): Promise<void>
  /** That nobody complains here; one line a day at most. */
  tellStranger(to: Incoming): Promise<void>
}

const day = 24 * 3_600_000
const remembered = 1_000

export function createOwnWords({
  clock,
  send,
  say,
  onProblem,
}: Pick<WecomAibotSettings, 'clock' | 'onProblem'> & {
  send: Send
  say(key: string): string
}): OwnWords {
  const told = new Map<string, number>()

  async function words({ chat, key }: Incoming, name: string): Promise<void> {
    const outcome = await send(chat, { text: say(name) }, `${channelName}:${key}@0#0`)
    if (!outcome.ok) onProblem?.(`wecom-aibot: own words did not go out: ${outcome.kind}`)
  }

  return {
    tell: words,
    async tellStranger(to) {
      const last = told.get(to.peer)
      if (last !== undefined && clock.now() - last < day) return
      if (told.size >= remembered) told.delete(told.keys().next().value!)
      told.set(to.peer, clock.now())
      await words(to, 'stranger')
    },
  }
}
