import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { systemClock } from '../../src/clock/system.ts'
import type { InboundMessage } from '../../src/domain/message.ts'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { createPostChannel } from '../examples/post-channel.ts'
import { voice } from '../support/bench-voice.ts'
import { tempFolder } from '../support/store-folder.ts'
import { type ChannelBench, channelContract } from './channel-contract.ts'

const root = join(import.meta.dirname, '../..')
const secret = 'the-secret-of-both'

it('the channel of docs/writing-a-channel.md has at most 40 lines, and is the one that is tried here', () => {
  const page = readFileSync(join(root, 'docs/writing-a-channel.md'), 'utf8')
  const [, shown = ''] = /```ts\n([\s\S]*?createPostChannel[\s\S]*?)```/.exec(page) ?? []
  const tried = readFileSync(join(root, 'test/examples/post-channel.ts'), 'utf8')
  const moved = tried
    .replace("'../../src/channels/port", "'../port")
    .replace('../../src/', '../../')
  expect(shown).toBe(moved)
  expect(shown.split('\n').filter(Boolean).length).toBeLessThanOrEqual(40)
})

channelContract('the example of the guide', async (): Promise<ChannelBench> => {
  const shown: string[] = []
  const shop = createServer(async (request, response) => {
    const known = request.headers.authorization === `Bearer ${secret}`
    if (known) shown.push((JSON.parse(await text(request)) as { text: string }).text)
    response.writeHead(known ? 200 : 401).end()
  }).listen(0, '127.0.0.1')
  await once(shop, 'listening')
  const url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/`
  const folder = await tempFolder()
  const store = await openSqlite({ folder: folder.path })
  const parts = { ...voice, store, clock: systemClock }
  const channel = createPostChannel({ ...parts, account: { secret, url } })
  const routes = channel.routes!()
  const post = (authorization: string, body: string) =>
    routes.request('/channels/post', { method: 'POST', headers: { authorization }, body })
  const received: InboundMessage[] = []
  const bench: ChannelBench = {
    channel,
    li: 'li',
    received,
    answer: async () => 'accepted',
    async says(words, key) {
      const body = JSON.stringify({ key, peer: 'li', text: words })
      const { status } = await post(`Bearer ${secret}`, body)
      return status < 300 ? 'acknowledged' : 'try again'
    },
    shown: () => shown,
    async [Symbol.asyncDispose]() {
      await channel.stop()
      shop.closeAllConnections()
      shop.close()
      await store[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
  await channel.start(async (message) => {
    const receipt = await bench.answer(message)
    received.push(message)
    return receipt
  })
  // Who does not know the secret, and what is no message, is never heard.
  const attacks = [post('Bearer other', '{}'), post(`Bearer ${secret}`, '{"key":1}'), post('', 'x')]
  expect((await Promise.all(attacks)).map(({ status }) => status)).toEqual([401, 400, 401])
  expect(received).toEqual([])
  return bench
})
