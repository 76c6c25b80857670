import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a server of this machine that can be interrupted. */
export type InterruptedWay = AsyncDisposable & {
  port: number
  /** No byte passes any more, in either direction; none is lost. New connections are taken and hear nothing. */
  pause(): void
  /** Whoever comes is sent away, and so is who is there. */
  cut(): void
  /** All of it goes on. */
  heal(): void
}

type Pair = readonly [near: Socket, far: Socket]

export async function interruptedWay(to: number): Promise<InterruptedWay> {
  const pairs = new Set<Pair>()
  let state: 'open' | 'paused' | 'cut' = 'open'

  const server = createServer({ pauseOnConnect: true }, (near) => {
    if (state === 'cut') return near.destroy()
    const pair: Pair = [near, connect(to, '127.0.0.1')]
    pairs.add(pair)
    const end = () => {
      pairs.delete(pair)
      for (const socket of pair) socket.destroy()
    }
    for (const socket of pair) socket.on('error', end).on('close', end)
    if (state === 'open') join(pair)
    return undefined
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    port: (server.address() as AddressInfo).port,
    pause() {
      state = 'paused'
      for (const pair of pairs) part(pair)
    },
    cut() {
      state = 'cut'
      for (const [near] of [...pairs]) near.destroy()
    },
    heal() {
      state = 'open'
      for (const pair of pairs) join(pair)
    },
    async [Symbol.asyncDispose]() {
      for (const [near] of [...pairs]) near.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function join([near, far]: Pair): void {
  near.pipe(far)
  far.pipe(near)
}

function part([near, far]: Pair): void {
  near.unpipe(far).pause()
  far.unpipe(near).pause()
}
