import type { Account } from './account.ts'
import { type Answered, isTokenRefused } from './errcode.ts'

/** The platform does not answer, or not as itself. The message names no address, for addresses hold tokens. */
export class PlatformAwayError extends Error {
  override name = 'PlatformAwayError'
}

/** Calls to the platform, each with a token that holds. */
export type Platform = {
  call(path: string, body: object | FormData): Promise<Answered & Record<string, unknown>>
  /** Bytes, or the platform's words why there are none. */
  download(path: string): Promise<Response>
}

const patience = 10_000

/** One flight at a time fetches the token; one that is refused is renewed once, by the platform's own rules. */
export function createPlatform(account: Account): Platform {
  let token: Promise<string> | undefined

  const request = async (path: string, init?: RequestInit): Promise<Response> => {
    try {
      return await fetch(`${account.api}${path}`, {
        ...init,
        signal: AbortSignal.timeout(patience),
      })
    } catch {
      throw new PlatformAwayError('WeChat does not answer')
    }
  }

  const freshToken = async (force: boolean): Promise<string> => {
    const answer = await jsonOf(
      await request('/cgi-bin/stable_token', {
        method: 'POST',
        body: JSON.stringify({
          grant_type: 'client_credential',
          appid: account.appId,
          secret: account.appSecret,
          force_refresh: force,
        }),
      }),
    )
    if (typeof answer.access_token === 'string') return answer.access_token
    throw new PlatformAwayError(`WeChat gives no token: ${answer.errcode}`)
  }

  const ask = (force = false): Promise<string> => {
    const asked = freshToken(force)
    token = asked
    // A failure is not kept.
    asked.catch(() => {
      if (token === asked) token = undefined
    })
    return asked
  }

  const current = () => token ?? ask()

  let renewing: Promise<string> | undefined

  const renew = async (refused: string): Promise<string> => {
    const before = await current()
    if (before !== refused) return before
    const next = await ask()
    return next === refused ? ask(true) : next
  }

  /** Whoever finds his token refused first renews it for all. The same token again is no news: then it is forced. */
  const renewed = (refused: string): Promise<string> => {
    renewing ??= renew(refused).finally(() => {
      renewing = undefined
    })
    return renewing
  }

  const withToken = async <T>(
    send: (token: string) => Promise<T>,
    isRefused: (answer: T) => boolean,
  ): Promise<T> => {
    const used = await current()
    const answer = await send(used)
    return isRefused(answer) ? send(await renewed(used)) : answer
  }

  return {
    call: (path, body) =>
      withToken(
        async (access) =>
          jsonOf(
            await request(withAccess(path, access), {
              method: 'POST',
              body: body instanceof FormData ? body : JSON.stringify(body),
            }),
          ),
        ({ errcode }) => isTokenRefused(errcode),
      ),
    async download(path) {
      const answer = await withToken(
        async (access) => {
          const response = await request(withAccess(path, access))
          const words = /json|text/.test(response.headers.get('content-type') ?? '')
          return { response, errcode: words ? (await jsonOf(response.clone())).errcode : 0 }
        },
        ({ errcode }) => isTokenRefused(errcode),
      )
      return answer.response
    },
  }
}

function withAccess(path: string, token: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}access_token=${encodeURIComponent(token)}`
}

/** The platform's JSON; `errcode` is 0 where it names none. */
export async function jsonOf(response: Response): Promise<Answered & Record<string, unknown>> {
  try {
    const answer = (await response.json()) as Record<string, unknown>
    return { ...answer, errcode: typeof answer.errcode === 'number' ? answer.errcode : 0 }
  } catch {
    throw new PlatformAwayError(`WeChat answers ${response.status} without JSON`)
  }
}
