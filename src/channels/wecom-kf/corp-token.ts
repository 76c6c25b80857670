import type { Clock } from '../../clock/port.ts'
import type { Store } from '../../store/port.ts'
import { type FetchToken, jsonOf, tokenIn } from '../wechat-core/platform.ts'
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
  { corpId, secret }: Account,
  { store, clock }: { store: Store; clock: Clock },
): FetchToken {
  return async (ask, refused) => {
    const stored = await store.record(name)
    const kept = stored?.value as Kept | undefined
    if (kept && kept.token !== refused && kept.until > clock.now()) return kept.token
    const query = new URLSearchParams({ corpid: corpId, corpsecret: secret })
    const answer = await jsonOf(await ask(`/cgi-bin/gettoken?${query}`))
    const token = tokenIn(answer)
    const until = clock.now() + (Number(answer.expires_in) || usual) * 1000
    // Whoever was faster has kept one that holds as well.
    await store.writeRecord(name, stored?.revision ?? 0, { token, until } satisfies Kept)
    return token
  }
}
