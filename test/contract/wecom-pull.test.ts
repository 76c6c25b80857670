import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { entry, take, textFrom, type WecomBench, wecomBench } from '../support/wecom-bench.ts'

let bench: WecomBench
beforeEach(async () => {
  bench = await wecomBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

const minute = 60_000
const texts = () => bench.received.map(({ text }) => text)
const place = async () => (await bench.store.record('wecom-kf:place:wkDesk'))?.value

describe('fetching', () => {
  it('is by the token of the call, and goes on where it stood', async () => {
    await bench.says('wmLi', '一')
    await bench.says('wmLi', '二')
    expect(bench.wecom.pulls.slice(-2)).toEqual([
      { cursor: 'cursor-0', token: 'cb-1', open_kfid: 'wkDesk', limit: 1000, voice_format: 0 },
      { cursor: 'cursor-1', token: 'cb-2', open_kfid: 'wkDesk', limit: 1000, voice_format: 0 },
    ])
    expect(texts()).toEqual(['一', '二'])
  })

  it('takes every page there is, each customer’s messages in order', async () => {
    bench.wecom.pageSize = 7
    for (let n = 0; n < 40; n++) bench.wecom.arrives(textFrom(`wm${n % 3}`, String(n)))
    await bench.tell()
    expect(bench.received).toHaveLength(40)
    for (const person of ['wm0', 'wm1', 'wm2']) {
      const his = bench.received.filter(({ peer }) => peer.endsWith(person))
      expect(his.map(({ text }) => Number(text))).toEqual(
        his.map(({ text }) => Number(text)).sort((a, b) => a - b),
      )
    }
    expect(await place()).toMatchObject({ cursor: 'cursor-40' })
  })

  it('is one at a time, however many calls come, and misses nothing', async () => {
    let running = 0
    let most = 0
    bench.answer = async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
      return 'accepted'
    }
    const calls: Promise<Response>[] = []
    for (let n = 0; n < 20; n++) {
      bench.wecom.arrives(textFrom('wmLi', String(n)))
      calls.push(bench.call())
    }
    await Promise.all(calls)
    await bench.channel.pulled()
    expect(texts()).toEqual(Array.from({ length: 20 }, (_, n) => String(n)))
    expect(most).toBe(1)
  })

  it('finds by itself what no call has told of', async () => {
    bench.wecom.arrives(textFrom('wmLi', '没人知道'))
    await bench.pass(5 * minute)
    expect(texts()).toEqual(['没人知道'])
    expect(bench.wecom.pulls.at(-1)).not.toHaveProperty('token')
  })

  it('finds accounts that never called before, and what was written while the desk was away', async () => {
    await bench.says('wmLi', '之前')
    await bench.channel.stop()
    bench.wecom.arrives(textFrom('wmLi', '其间'))
    bench.wecom.arrives(textFrom('wmLi', '新账号'), 'wkNew')
    bench.clock.moveTo(bench.clock.now() + 5 * minute)
    const next = bench.another()
    await next.start((message) => take(bench, message))
    await next.pulled()
    expect(texts().sort()).toEqual(['之前', '其间', '新账号'].sort())
  })

  it('does not answer what was written long before the desk first read an account', async () => {
    const old = Math.floor(bench.clock.now() / 1000) - 3600
    bench.wecom.arrives({ ...textFrom('wmLi', '上周的事'), send_time: old }, 'wkNew')
    bench.wecom.arrives(textFrom('wmLi', '今天的事'), 'wkNew')
    await bench.call({ kf: 'wkNew' })
    await bench.channel.pulled()
    expect(texts()).toEqual(['今天的事'])
  })

  it('asks without a token that is over', async () => {
    await bench.says('wmLi', '一')
    bench.wecom.failNext('/cgi-bin/kf/sync_msg', 95007)
    await bench.says('wmLi', '二')
    expect(texts()).toEqual(['一', '二'])
  })
})

describe('a failure', () => {
  it('between receiving and moving on brings the same messages with the same keys', async () => {
    const write = bench.store.writeRecord.bind(bench.store)
    bench.store.writeRecord = async (name, ...rest) => {
      if (name.startsWith('wecom-kf:place:')) throw new Error('killed here')
      return write(name, ...rest)
    }
    await bench.says('wmLi', '一')
    await bench.channel.stop()
    bench.store.writeRecord = write
    const next = bench.another()
    bench.clock.moveTo(bench.clock.now() + 3 * minute)
    await next.start((message) => take(bench, message))
    await next.pulled()
    const [first, second] = bench.received
    expect(second).toMatchObject({ key: first!.key, text: '一' })
  })

  it('of the store moves nothing on; once it is there all comes, in order', async () => {
    bench.answer = async ({ text }) => {
      if (text === '二') throw new Error('the store is away')
      return 'accepted'
    }
    const before = await place()
    await bench.tell(textFrom('wmLi', '一'), textFrom('wmLi', '二'), textFrom('wmLi', '三'))
    expect(await place()).toEqual(before)
    expect(bench.channel.health()).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/away/),
    })
    bench.answer = async ({ key }) =>
      bench.received.some((known) => known.key === key) ? 'duplicate' : 'accepted'
    await bench.pass(2_000)
    expect(texts()).toEqual(['一', '二', '三'])
    expect(bench.channel.health()).toEqual({ ok: true })
  })

  it('of one message that can never be taken does not hold up the others', async () => {
    bench.answer = async ({ text }) => {
      if (text === '坏') throw new TypeError('a fault of ours')
      return 'accepted'
    }
    await bench.tell(textFrom('wmLi', '坏'), textFrom('wmWang', '好'))
    await bench.pass(2_000)
    await bench.pass(4_000)
    await bench.says('wmWang', '再说')
    expect(texts().at(-1)).toBe('再说')
    expect(texts()).not.toContain('坏')
    expect(bench.problems.join()).toContain('a fault of ours')
  })

  it('of the platform is tried again, less and less often', async () => {
    bench.wecom.failAlways('/cgi-bin/kf/sync_msg', -1)
    const pulls = () => bench.problems.length
    await bench.says('wmLi', '一')
    expect(bench.channel.health()).toEqual({ ok: false, reason: 'PlatformAwayError: WeCom -1' })
    await bench.pass(1_999)
    expect(pulls()).toBe(1)
    await bench.pass(1)
    expect(pulls()).toBe(2)
    await bench.pass(3_999)
    expect(pulls()).toBe(2)
    bench.wecom.failAlways('/cgi-bin/kf/sync_msg', 0)
    await bench.pass(1)
    expect(texts()).toEqual(['一'])
  })

  it('of a connection that breaks loses nothing', async () => {
    bench.wecom.dropNext('/cgi-bin/kf/sync_msg')
    await bench.says('wmLi', '一')
    await bench.pass(2_000)
    expect(texts()).toEqual(['一'])
  })
})

describe('two processes', () => {
  it('fetch in turn: each message comes once, whoever is called', async () => {
    const other = bench.another()
    await other.start((message) => take(bench, message))
    await other.pulled()
    const routes = other.routes()
    bench.answer = async () => {
      await new Promise((resolve) => setImmediate(resolve))
      return 'accepted'
    }
    for (let n = 0; n < 10; n++) {
      bench.wecom.arrives(textFrom('wmLi', String(n)))
      await Promise.all([bench.call(), routes.request(bench.wecom.callback())])
    }
    for (let n = 0; n < 3; n++) {
      await Promise.all([bench.channel.pulled(), other.pulled()])
      await bench.pass(1_000)
    }
    expect(texts()).toEqual(Array.from({ length: 10 }, (_, n) => String(n)))
    expect(await place()).toMatchObject({ cursor: 'cursor-10' })
  })

  it('one that is called while the other fetches does so after it', async () => {
    const other = bench.another()
    await other.start((message) => take(bench, message))
    await other.pulled()
    let go: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      go = resolve
    })
    bench.answer = async () => {
      await held
      return 'accepted'
    }
    bench.wecom.arrives(textFrom('wmLi', '一'))
    await bench.call()
    await new Promise((resolve) => setTimeout(resolve, 50))
    bench.wecom.arrives(textFrom('wmLi', '二'))
    await other.routes().request(bench.wecom.callback())
    await other.pulled()
    expect(texts()).toEqual([])
    go()
    await bench.channel.pulled()
    bench.clock.moveTo(bench.clock.now() + 1_000)
    await other.pulled()
    expect(texts()).toEqual(['一', '二'])
  })

  it('share one token of the platform', async () => {
    await bench.says('wmLi', '一')
    const other = bench.another()
    await other.start((message) => take(bench, message))
    await other.pulled()
    await other.send('wkDesk.wmLi', { text: '在' }, 'conversation:w/x@1#0')
    expect(bench.wecom.tokens.asked).toBe(1)
    bench.wecom.revokeToken()
    await bench.says('wmLi', '二')
    await other.send('wkDesk.wmLi', { text: '在的' }, 'conversation:w/x@2#0')
    expect(bench.wecom.tokens.asked).toBe(2)
    expect(bench.wecom.texts()).toEqual(['在', '在的'])
  })
})

it('an entry of a kind nobody knows yet stops nothing', async () => {
  await bench.tell(
    { msgid: 'x1', open_kfid: 'wkDesk', msgtype: 'event', origin: 4, event: { event_type: 'new' } },
    entry('wmLi', { msgtype: 'note', note: null }),
    textFrom('wmLi', '后面'),
  )
  expect(texts()).toEqual(['后面'])
})
