import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startLink } from '../../src/channels/telegram/read-update.ts'
import { StoreUnavailableError } from '../../src/store/port.ts'
import { filmBytes } from '../support/fake-wechat.ts'
import { png } from '../support/pictures.ts'
import { secret, type TelegramBench, telegramBench } from '../support/telegram-bench.ts'

let bench: TelegramBench
beforeEach(async () => {
  bench = await telegramBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

const li = { id: 77 }
const photoBytes = png()
const text = (words: string, from: { id: number; group?: number; language?: string } = li) =>
  bench.telegram.message(from, { text: words })

describe('what is not believed', () => {
  const body = () => JSON.stringify(text('我要投诉'))

  it.each([
    ['a wrong secret', 401, () => bench.call(body(), 'another-secret')],
    ['no secret', 401, () => bench.call(body(), '')],
    ['half a body', 400, () => bench.call(body().slice(0, 40))],
    ['an empty body', 400, () => bench.call('')],
    ['what is no update', 400, () => bench.call('{"text":"我要投诉"}')],
    ['a list', 400, () => bench.call('[1]')],
    ['a body beyond all measure', 413, () => bench.call(body() + ' '.repeat(300_000))],
  ])('%s is refused, told without personal data, and changes nothing', async (_, status, call) => {
    expect((await call()).status).toBe(status)
    expect(bench.received).toEqual([])
    expect(bench.problems).toHaveLength(1)
    expect(bench.problems[0]).not.toMatch(new RegExp(`77|投诉|${secret}|${bench.telegram.token}`))
    expect(await bench.store.records('telegram:')).toEqual([])
  })

  it('an update of a kind nobody thought of is acknowledged and told', async () => {
    expect(await bench.bring({ update_id: 9, message: null } as never)).toEqual([200])
    expect(bench.received).toEqual([])
    expect(bench.problems).toEqual([expect.stringMatching(/cannot be read/)])
  })

  it('there is no address to call without a secret', async () => {
    await using polling = await telegramBench({ by: 'polling' })
    expect((await polling.call(body())).status).toBe(404)
  })
})

describe('messages', () => {
  it('a text comes whole, with its own key and the language of the app', async () => {
    const update = text('电视 坏了 <b>&', { ...li, language: 'zh-hant' })
    expect(await bench.bring(update)).toEqual([200])
    expect(bench.received).toEqual([
      {
        key: `123456:${update.update_id}`,
        channel: 'telegram',
        peer: '77',
        at: bench.received[0]!.at,
        locale: 'zh-TW',
        text: '电视 坏了 <b>&',
      },
    ])
  })

  it('nothing is acknowledged that was not kept, and it comes again with the same key', async () => {
    const update = text('x')
    bench.answer = async () => {
      throw new StoreUnavailableError('away')
    }
    expect(await bench.bring(update)).toEqual([503])
    bench.answer = async () => 'accepted'
    expect(await bench.bring(update)).toEqual([200])
    expect(bench.received).toHaveLength(1)
  })

  it('what came later in a chat does not overtake what could not be kept', async () => {
    let fail: (error: Error) => void = () => undefined
    const first = new Promise<void>((arrived) => {
      bench.answer = () =>
        new Promise((_, reject) => {
          fail = reject
          arrived()
        })
    })
    const one = bench.bring(text('a'))
    await first
    const other = bench.bring(text('b'))
    // The second has come as far as it gets.
    for (let n = 0; n < 50; n++) await new Promise(setImmediate)
    fail(new StoreUnavailableError('away'))
    expect([await one, await other]).toEqual([[503], [503]])
    expect(bench.received).toEqual([])
  })

  it('a message that we cannot take for a reason of our own holds nobody up for ever', async () => {
    const update = text('x')
    bench.answer = async () => {
      throw new TypeError('a fault that says x')
    }
    for (let n = 1; n < 8; n++) expect(await bench.bring(update)).toEqual([503])
    expect(await bench.bring(update)).toEqual([200])
    expect(bench.problems.at(-1)).toMatch(/gave up an update after 8 tries: TypeError$/)
  })

  it.each([
    ['a place', { location: { latitude: 31.2, longitude: 121.4 } }, '(31.2, 121.4)'],
    [
      'a place with a name',
      {
        location: { latitude: 31.2, longitude: 121.4 },
        venue: {
          title: '人民商场',
          address: '人民路1号',
          location: { latitude: 31.2, longitude: 121.4 },
        },
      },
      '人民商场 人民路1号 (31.2, 121.4)',
    ],
    [
      'a contact',
      { contact: { phone_number: '+8613812345678', first_name: '四', last_name: '李' } },
      '李 四 +8613812345678',
    ],
    ['a sticker', { sticker: { emoji: '😡' } }, '😡'],
  ])('%s is words', async (_, content, words) => {
    await bench.bring(bench.telegram.message(li, content))
    expect(bench.received).toMatchObject([{ text: words }])
  })

  it('what cannot be read is answered so', async () => {
    await bench.bring(bench.telegram.message(li, { poll: { id: '1' } }))
    expect(bench.received).toEqual([])
    expect(bench.telegram.texts(77)).toEqual([expect.stringMatching(/打不开/)])
  })

  it('who changes a message is told that the first one counts, once in a while', async () => {
    const edited = (words: string) => {
      const { message, update_id } = text(words) as { message: object; update_id: number }
      return { update_id, edited_message: message } as never
    }
    await bench.bring(edited('a'), edited('b'))
    expect(bench.received).toEqual([])
    expect(bench.telegram.texts(77)).toEqual([expect.stringMatching(/最初发的内容/)])
  })
})

describe('files', () => {
  const photo = [{ file_id: 'small' }, { file_id: 'p1', file_size: 100 }]

  it('the largest size of a photo is fetched and kept, its caption is words', async () => {
    bench.telegram.files.set('p1', photoBytes)
    await bench.bring(bench.telegram.message(li, { photo, caption: '屏幕碎了' }))
    const [message] = bench.received
    expect(message).toMatchObject({ text: '屏幕碎了', files: [{ type: 'image/png' }] })
    expect((await bench.store.file(message!.files![0]!.id))!.bytes).toEqual(
      new Uint8Array(photoBytes),
    )
  })

  it.each([
    ['a recording', { voice: { file_id: 'f', duration: 7 } }, Buffer.from('OggS'), 'audio/ogg'],
    ['a film', { video: { file_id: 'f' } }, filmBytes, 'video/mp4'],
    ['a paper', { document: { file_id: 'f' } }, Buffer.from('%PDF-1.7 x'), 'application/pdf'],
    ['a photo sent as a file', { document: { file_id: 'f' } }, photoBytes, 'image/png'],
  ])('%s is kept as what it is', async (_, content, bytes, type) => {
    bench.telegram.files.set('f', bytes)
    await bench.bring(bench.telegram.message(li, content))
    expect(bench.received).toMatchObject([{ files: [{ type }] }])
  })

  it.each([
    ['is too large', { file_id: 'f', file_size: 30_000_000 }, Buffer.alloc(1), /太大/],
    ['is larger than it said', { file_id: 'f' }, Buffer.alloc(11 * 1024 * 1024), /太大/],
    ['is gone', { file_id: 'gone' }, Buffer.alloc(1), /没有传到/],
    ['is a program', { file_id: 'f' }, Buffer.from('MZ...'), /打不开/],
  ])('a file that %s is not kept, and its words are', async (_, document, bytes, answer) => {
    bench.telegram.files.set('f', bytes)
    await bench.bring(bench.telegram.message(li, { document, caption: '发票' }))
    expect(bench.received).toMatchObject([{ text: '发票' }])
    expect(bench.received[0]!.files).toBeUndefined()
    expect(bench.telegram.texts(77)).toEqual([expect.stringMatching(answer)])
  })

  it('a message whose file does not come is to come again', async () => {
    bench.telegram.failNext('getFile', 'drop')
    bench.telegram.files.set('p1', photoBytes)
    const update = bench.telegram.message(li, { photo })
    expect(await bench.bring(update)).toEqual([503])
    expect(await bench.bring(update)).toEqual([200])
    expect(bench.received).toHaveLength(1)
  })
})

describe('a link to the bot', () => {
  const payload = (known: { order?: string; shop?: string }) =>
    new URL(startLink('DeskBot', known)).searchParams.get('start')

  it('welcomes, and what it says the talk is about goes with what is written then', async () => {
    await bench.bring(text(`/start ${payload({ order: 'A-1234', shop: '人民路店' })}`))
    expect(bench.telegram.texts(77)).toEqual([
      expect.stringMatching(/您好[\s\S]*A-1234[\s\S]*人民路店/),
    ])
    await bench.bring(text('少发了一个'))
    expect(bench.received).toMatchObject([{ known: { order: 'A-1234', shop: '人民路店' } }])
  })

  it('may name an order in plain letters; what is neither is left out', async () => {
    await bench.bring(text('/start order_A1234'), text('/start ____'), text('坏了'))
    expect(bench.telegram.texts(77)[0]).toMatch(/A1234/)
    expect(bench.received).toMatchObject([{ known: { order: 'A1234' } }])
  })

  it('brings a code of an invitation to where codes are taken', async () => {
    await bench.bring(text('/start pair_K7QF2-M9XPA'))
    expect(bench.received).toMatchObject([{ text: '/pair K7QF2-M9XPA' }])
  })

  it('shows who works here what can be done', async () => {
    bench.staff.add('77')
    await bench.bring(text('/start'))
    expect(bench.received).toMatchObject([{ text: '/help' }])
  })

  it('is forgotten with the talk, and after a while', async () => {
    await bench.bring(text('/start order_A1234'))
    await bench.channel.forget!('77')
    await bench.bring(text('坏了'))
    expect(bench.received[0]).not.toHaveProperty('known')
    await bench.bring(text('/start order_A1234'))
    await bench.channel.prune!(bench.clock.now() + 49 * 3_600_000)
    expect(await bench.store.records('telegram:peer:')).toEqual([])
  })
})
