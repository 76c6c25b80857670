import { type Ask, type FetchToken, jsonOf, tokenIn } from '../wechat-core/platform.ts'
import type { Account } from './account.ts'

/**
 * Tokens of an account by the platform's `stable_token`: who asks gets the one that holds, in every process the same. The
 * refused one again is no news: then a new one is forced.
 */
export function stableToken({ appId, appSecret }: Account): FetchToken {
  const give = async (ask: Ask, force: boolean) =>
    tokenIn(
      await jsonOf(
        await ask('/cgi-bin/stable_token', {
          method: 'POST',
          body: JSON.stringify({
            grant_type: 'client_credential',
            appid: appId,
            secret: appSecret,
            force_refresh: force,
          }),
        }),
      ),
    )
  return async (ask, refused) => {
    const token = await give(ask, false)
    return token === refused ? give(ask, true) : token
  }
}
