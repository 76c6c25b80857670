import { type Answered, away, isTokenRefused } from './answer.ts'

/** The platform does not answer, or not as itself. The message names no address, for addresses hold tokens. */
export class PlatformAwayError extends Error {
  override name = 'PlatformAwayError'
}

/** The platform answers, and does not do it. */
export class RefusedByPlatformError extends Error {
  override name = 'RefusedByPlatformError'
  readonly code: number

  constructor(code: number) {
    super(`WeChat answers ${code}`)
    this.code = code
  }
}

/** Calls to the platform, each with a token that holds. */
export type Platform = {
  call(path: string, body: object | FormData): Promise<Answered & Record<string, unknown>>
  /** Bytes, or the platform's words why there are none. */
  download(path: string): Promise<Response>
}

/** One call without a token. */
export type Ask = (path: string, init?: RequestInit) => Promise<Response>

/** Where tokens come from; `refused` is one that the platform does not take any more. */
export type FetchToken = (ask: Ask, refused?: string) => Promise<string>

const patience = 10_000

/** One flight at a time fetches the token; one that is refused is renewed once, for all that wait. */
export function createPlatform(api: string, fetchToken: FetchToken): Platform {
  let token: Promise<string> | undefined

  const request: Ask = async (path, init) => {
    try {
      return await fetch(`${api}${path}`, { ...init, signal: AbortSignal.timeout(patience) })
    } catch {
      throw new PlatformAwayError('WeChat does not answer')
    }
  }

  const ask = (refused?: string): Promise<string> => {
    const asked = fetchToken(request, refused)
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
    return before === refused ? ask(refused) : before
  }

  /** Whoever finds his token refused first renews it for all. */
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
          return {
            response,
            errcode: isWords(response) ? (await jsonOf(response.clone())).errcode : 0,
          }
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

/** The platform's words instead of a file. */
export function isWords({ headers }: Response): boolean {
  return /json|text/.test(headers.get('content-type') ?? '') && !headers.has('content-disposition')
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

/** The token out of the platform's answer. Throws where it gives none. */
export function tokenIn(answer: Answered & Record<string, unknown>): string {
  if (typeof answer.access_token === 'string') return answer.access_token
  throw new PlatformAwayError(`WeChat gives no token: ${answer.errcode}`)
}

/** The answer; `away` where none came, so that nobody knows whether the call was heard. */
export async function orAway(
  answer: Promise<Answered & Record<string, unknown>>,
): Promise<Answered & Record<string, unknown>> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof PlatformAwayError) return { errcode: away }
    throw error
  }
}
