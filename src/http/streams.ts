import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'

/** One server-sent event; `data` is sent as JSON, `id` is what the browser gives back when it reconnects. */
export type Frame = { event: string; id?: number; data: unknown }

type StreamRequest = {
  /** Whose stream it is; more than a few of one reader close the oldest. */
  reader: string
  /** What wakes it. */
  topics: readonly string[]
  /** What is new, given what woke it; asked once at the start, at every wake and at every heartbeat. */
  next(woken: ReadonlySet<string>): Promise<readonly Frame[]>
}

/** The open event streams of this process, and the word that something is new for some of them. */
export type Streams = {
  /** What somebody here waits for news of. */
  topics: { has(topic: string): boolean; all(): Iterable<string> }
  wake(topic: string): void
  open(c: Context, request: StreamRequest): Response
  /** Ends every stream, and every later one at once. */
  close(): void
}

type Open = {
  reader: string
  topics: ReadonlySet<string>
  woken: Set<string>
  rouse(): void
  end(): void
}

const perReader = 6
/** Often enough for the proxies that close a silent connection after 30 s. */
const heartbeat = 20_000
/** The wait before a browser tries again. */
const retry = 1_500

/** Streams that read what is new from where the reader stopped: a wake that is missed costs one heartbeat. */
export function createStreams(): Streams {
  const open = new Set<Open>()
  let closed = false
  const counts = new Map<string, number>()
  const count = (topics: Iterable<string>, by: 1 | -1) => {
    for (const topic of topics) {
      const left = (counts.get(topic) ?? 0) + by
      if (left > 0) counts.set(topic, left)
      else counts.delete(topic)
    }
  }
  return {
    topics: { has: (topic) => counts.has(topic), all: () => counts.keys() },
    wake(topic) {
      for (const stream of open) {
        if (!stream.topics.has(topic)) continue
        stream.woken.add(topic)
        stream.rouse()
      }
    },
    open(c, request) {
      c.header('X-Accel-Buffering', 'no')
      return streamSSE(
        c,
        async (sse) => {
          if (closed) return
          count(request.topics, 1)
          await follow({ sse, request, open }).finally(() => count(request.topics, -1))
        },
        // The store is away: the reader comes back by itself and goes on where it stopped.
        async () => undefined,
      )
    },
    close() {
      closed = true
      for (const stream of open) stream.end()
    },
  }
}

type Following = { sse: SSEStreamingApi; request: StreamRequest; open: Set<Open> }

async function follow({ sse, request, open }: Following): Promise<void> {
  let rouse = (): void => undefined
  let ended = false
  const stream: Open = {
    reader: request.reader,
    topics: new Set(request.topics),
    woken: new Set(),
    rouse: () => rouse(),
    end() {
      ended = true
      rouse()
    },
  }
  sse.onAbort(() => stream.end())
  open.add(stream)
  closeOldest(open, request.reader)
  try {
    await sse.write(`retry: ${retry}\n\n`)
    while (!ended) {
      const woken = stream.woken
      stream.woken = new Set()
      for (const frame of await request.next(woken)) await sse.writeSSE(asEvent(frame))
      if (ended || stream.woken.size > 0) continue
      const beat = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(true), heartbeat)
        rouse = () => {
          clearTimeout(timer)
          resolve(false)
        }
      })
      rouse = () => undefined
      // An event, not a comment: the page's script can tell a silent connection from a dead one.
      if (beat) await sse.writeSSE({ event: 'beat', data: '{}' })
    }
  } finally {
    open.delete(stream)
  }
}

function asEvent({ event, id, data }: Frame): { event: string; id?: string; data: string } {
  return { event, data: JSON.stringify(data), ...(id !== undefined && { id: String(id) }) }
}

function closeOldest(open: ReadonlySet<Open>, reader: string): void {
  const own = [...open].filter((stream) => stream.reader === reader)
  for (const stream of own.slice(0, Math.max(0, own.length - perReader))) stream.end()
}
