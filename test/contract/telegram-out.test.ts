import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LetterId } from '../../src/domain/letter.ts'
import type { OutboundMessage } from '../../src/domain/message.ts'
import { passingTime } from '../support/passing-time.ts'
import { png } from '../support/pictures.ts'
import { type TelegramBench, telegramBench } from '../support/telegram-bench.ts'
import { blocked, tooMany } from '../support/telegram-form.ts'

let bench: TelegramBench
beforeEach(async () => {
  bench = await telegramBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

let n = 0
const letter = (): LetterId => `conversation:telegram/77@${++n}#0`
const send = (message: OutboundMessage, chat = '77', id = letter()) =>
  passingTime(bench.clock, () => bench.channel.send(chat, message, id))
const sendToRoom = (message: OutboundMessage, room = '-1009', id = letter()) =>
  passingTime(bench.clock, () => bench.channel.sendToRoom!(room, message, id))
const failure = (error_code: number, description: string, parameters = {}) => ({
  error_code,
  description,
  parameters,
})

describe('what is shown', () => {
  it('short buttons stand beside each other, long ones alone', async () => {
    const labels = ['1', '2', '3', '4', '5', '出现后几天', '一年以上，买来很久才坏', '没有']
    const buttons = labels.map((label) => ({ id: label, label }))
    await send({ text: '？', buttons })
    expect(
      bench.telegram.shown(77)[0]!.buttons.map((row) => row.map(({ label }) => label)),
    ).toEqual([['1', '2', '3', '4', '5'], ['出现后几天'], ['一年以上，买来很久才坏', '没有']])
  })

  it('a long text is cut between lines and characters; its buttons stand under the last piece', async () => {
    const text = `${'一'.repeat(4000)}\n${'👩‍👩‍👧'.repeat(700)}`
    await send({ text, buttons: [{ id: 'yes', label: '是' }] })
    const shown = bench.telegram.shown(77)
    expect(shown.map((one) => one.text).join('')).toBe(text)
    expect(shown.map(({ buttons }) => buttons.length)).toEqual([0, 0, 1])
    expect(shown.every((one) => one.text.length <= 4096)).toBe(true)
    expect(shown[1]!.text).toMatch(/^(👩‍👩‍👧)+$/u)
  })

  it('a picture stands over its words, several after them; what it may not draw is a file', async () => {
    const file = await bench.store.putFile({ name: 'photo.png', type: 'image/png', bytes: png() })
    const paper = {
      ...(await bench.store.putFile({ name: 'a.pdf', type: 'application/pdf', bytes: png() })),
    }
    const buttons = [{ id: 'yes', label: '是' }]
    await send({ text: '请看', files: [file], buttons })
    await send({ text: '两份', files: [file, paper] })
    expect(bench.telegram.shown(77)).toMatchObject([
      { text: '请看', file: { method: 'sendPhoto' }, buttons: [[{ label: '是' }]] },
      { text: '两份' },
      { text: '', file: { method: 'sendPhoto' } },
      { text: '', file: { method: 'sendDocument' } },
    ])
    expect(bench.telegram.shown(77)[0]!.file!.bytes).toEqual(new Uint8Array(png()))
  })

  it('a recording that Telegram does not play is sent as one it does', async () => {
    const bytes = new Uint8Array(await readFile('test/fixtures/voices/tones.amr'))
    const file = await bench.store.putFile({ name: 'voice.amr', type: 'audio/amr', bytes })
    await send({ text: '请听', files: [file] })
    const sent = bench.telegram.shown(77)[0]!.file!
    expect(Buffer.from(sent.bytes!).toString('latin1', 0, 4)).toBe('RIFF')
  })
})

describe('what the platform refuses', () => {
  it.each([
    ['whoever blocked the bot', blocked, 'unreachable'],
    ['a chat that is not there', failure(400, 'Bad Request: chat not found'), 'unreachable'],
    ['too fast', tooMany(7), 'rate'],
    ['too long', failure(400, 'Bad Request: message is too long'), 'too long'],
    ['something wrong', failure(400, 'Bad Request: BUTTON_DATA_INVALID'), 'bad request'],
    ['a token that is none', failure(401, 'Unauthorized'), 'offline'],
    ['a fault of its own', failure(502, 'Bad Gateway'), 'offline'],
    ['a connection that breaks', 'drop' as const, 'offline'],
  ])('%s is told so that the desk can act on it', async (_, failing, kind) => {
    bench.telegram.failNext('sendMessage', failing)
    const outcome = await send({ text: '您好' })
    expect(outcome).toMatchObject({ ok: false, kind })
    expect(JSON.stringify(outcome)).not.toMatch(/AAAA|77|您好/)
    if (kind === 'rate') expect(outcome).toMatchObject({ retryAfter: 7000 })
  })

  it('a letter tried again goes on where it broke off', async () => {
    const message = { text: `${'一'.repeat(4000)}\n${'二'.repeat(4000)}` }
    const id = letter()
    bench.telegram.failNext('sendMessage', undefined, 'drop')
    expect(await send(message, '77', id)).toMatchObject({ ok: false })
    expect(await send(message, '77', id)).toMatchObject({ ok: true })
    expect(bench.telegram.texts(77)).toEqual(['一'.repeat(4000), '二'.repeat(4000)])
  })

  it('a group that became a larger one is written to where it is now, and known there', async () => {
    bench.telegram.moved.set('-1009', -100200)
    expect(await sendToRoom({ text: 'a' })).toMatchObject({ ok: true })
    expect(await sendToRoom({ text: 'b' })).toMatchObject({ ok: true })
    expect(bench.telegram.texts(-100200)).toEqual(['a', 'b'])
    expect(bench.moves).toEqual([['-1009', '-100200']])
  })
})

describe('the pace', () => {
  const times = (chat: number) => bench.telegram.shown(chat).map(({ at }) => at)

  it('one chat gets one a second, in the order it was written', async () => {
    const words = ['a', 'b', 'c']
    await passingTime(bench.clock, () =>
      Promise.all(words.map((text) => bench.channel.send('77', { text }, letter()))),
    )
    expect(bench.telegram.texts(77)).toEqual(words)
    const [a, b, c] = times(77) as [number, number, number]
    expect(b - a).toBeGreaterThanOrEqual(1000)
    expect(c - b).toBeGreaterThanOrEqual(1000)
  })

  it('a group gets 18 a minute; what would wait too long is to be tried again at its time', async () => {
    const all = Array.from({ length: 30 }, (_, i) => i)
    const outcomes = await passingTime(bench.clock, () =>
      Promise.all(all.map((i) => bench.channel.sendToRoom!('-1009', { text: `${i}` }, letter()))),
    )
    const sent = outcomes.filter(({ ok }) => ok)
    expect(bench.telegram.texts(-1009)).toEqual(sent.map((_, i) => `${i}`))
    expect(sent.length).toBeLessThanOrEqual(18)
    for (const outcome of outcomes.slice(sent.length)) {
      expect(outcome).toMatchObject({ ok: false, kind: 'rate', retryAfter: expect.any(Number) })
    }
  })

  it('a nineteenth in a minute waits for the minute to be over', async () => {
    for (let i = 0; i < 19; i++) await sendToRoom({ text: `${i}` }, '-1009', `answer:${i} @0#0`)
    const at = times(-1009)
    expect(at[18]! - at[0]!).toBeGreaterThanOrEqual(60_000)
  })

  it('what the platform asks to wait is waited, in that chat alone', async () => {
    bench.telegram.failNext('sendMessage', tooMany(10))
    const before = bench.clock.now()
    await send({ text: 'a' })
    await send({ text: 'b' }, '88')
    expect(times(88)[0]! - before).toBeLessThan(10_000)
    await send({ text: 'a' })
    expect(times(77)[0]! - before).toBeGreaterThanOrEqual(10_000)
  })

  it('all chats together get 25 a second', async () => {
    const chats = Array.from({ length: 60 }, (_, i) => 200 + i)
    const before = bench.clock.now()
    await passingTime(bench.clock, () =>
      Promise.all(chats.map((chat) => bench.channel.send(String(chat), { text: 'x' }, letter()))),
    )
    const last = Math.max(...chats.flatMap((chat) => times(chat)))
    expect(last - before).toBeGreaterThanOrEqual(59 * 40 - 100)
  })
})
