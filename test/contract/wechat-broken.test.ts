import { once } from 'node:events'
import { connect } from 'node:net'
import { serve } from '@hono/node-server'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SendOutcome } from '../../src/channels/port.ts'
import { textFrom, type WechatBench, wechatBench } from '../support/wechat-bench.ts'

let bench: WechatBench
let server: ReturnType<typeof serve>
beforeEach(async () => {
  bench = await wechatBench()
  server = serve({ fetch: bench.channel.routes().fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
})
afterEach(async () => {
  server.close()
  await bench[Symbol.asyncDispose]()
})

/** The platform's request over a connection of its own. */
async function knock(text: string) {
  const request = bench.wechat.request(textFrom('oLi', text, { id: '1', at: bench.clock.now() }))
  const { pathname, search } = new URL(request.url)
  const body = await request.text()
  const { port } = server.address() as { port: number }
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(
    `POST ${pathname}${search} HTTP/1.1\r\nHost: desk\r\nContent-Type: text/xml\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
  return socket
}

it('an answer that rides on a connection which holds is delivered with it', async () => {
  const sent = new Promise<SendOutcome>((resolve) => {
    bench.answer = async () => {
      bench.channel.send('oLi', { text: '我在听' }, 'conversation:w/oLi@1#0').then(resolve)
      return 'accepted'
    }
  })
  const socket = await knock('你好')
  socket.resume()
  expect(await sent).toEqual({ ok: true, via: 'receipt' })
  expect(bench.wechat.sent).toEqual([])
})

it('an answer whose connection broke meanwhile goes by itself', async () => {
  let taken: () => void = () => undefined
  const kept = new Promise<void>((resolve) => {
    taken = resolve
  })
  bench.answer = async () => {
    taken()
    return 'accepted'
  }
  const closed = new Promise<void>((resolve) => {
    server.once('connection', (socket) => socket.once('close', () => resolve()))
  })
  const socket = await knock('你好')
  await kept
  socket.destroy()
  await closed
  const outcome = await bench.channel.send('oLi', { text: '我在听' }, 'conversation:w/oLi@1#0')
  expect(outcome).toEqual({ ok: true, via: 'customer service' })
  expect(bench.wechat.texts()).toEqual(['我在听'])
})
