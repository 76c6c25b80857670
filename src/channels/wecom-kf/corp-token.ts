import type { Clock } from '../../clock/port.ts'
import type { Store } from '../../store/port.ts'
import { type Ask, type FetchToken, jsonOf, tokenIn } from '../wechat-core/platform.ts'
import type { Account } from './account.ts'

type Kept = { token: string; until: number }

const name = 'wecom-kf:token'
/** How long a token lasts where the platform does not say, in seconds. */
const usual = 7200

/**
 * Tokens of a self-built app, one for all processes of the desk: the platform wants them kept, and gives the same one until
 * it is over (developer.work.weixin.qq.com/document/path/91039).
 */
export function corpToken(
  account: Account,
  { store, clock }: { store: Store; clock: Clock },
): FetchToken {
  return async (ask, refused) => {
    const stored = await store.record(name)
    const kept = stored?.value as Kept | undefined
    if (kept && kept.token !== refused && kept.until > clock.now()) return kept.token
    const { token, lasts } = await askToken(account, ask)
    const until = clock.now() + lasts * 1000
    // Whoever was faster has kept one that holds as well.
    await store.writeRecord(name, stored?.revision ?? 0, { token, until } satisfies Kept)
    return token
  }
}

/** The same without keeping it, for a command that asks once. */
export function passingToken(account: Account): FetchToken {
  return async (ask) => (await askToken(account, ask)).token
}

/** `lasts` in seconds. */
async function askToken(
  { corpId, secret }: Account,
  ask: Ask,
): Promise<{ token: string; lasts: number }> {
  const query = new URLSearchParams({ corpid: corpId, corpsecret: secret })
  const answer = await jsonOf(await ask(`/cgi-bin/gettoken?${query}`))
  return { token: tokenIn(answer), lasts: Number(answer.expires_in) || usual }
}
