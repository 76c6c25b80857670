import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRooms } from '../../src/channels/web/rooms.ts'
import { systemClock } from '../../src/clock/system.ts'
import { type WebBench, webBench } from '../support/web-desk.ts'

let bench: WebBench
beforeEach(async () => {
  bench = await webBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

const texts = async (room: `room:${string}`) =>
  (await bench.store.lines(room, 0, 1000)).map(({ text }) => text)

it('shows the same letter once, however often it is handed over', async () => {
  const card = { text: 'CP-1', buttons: [{ id: '/take CP-1', label: '接单' }], about: 'ticket:1' }
  for (let n = 0; n < 3; n++) await bench.web.sendToRoom!('service', card, 'ticket:1@1#0')
  expect(await bench.store.lines('room:team/service', 0, 10)).toMatchObject([
    { seq: 1, by: 'bot', ...card, letter: 'ticket:1@1#0' },
  ])
})

it('keeps the talk with one person apart from the rooms', async () => {
  await bench.web.send('staff/wang', { text: 'for you' }, 'ticket:1@1#0')
  await bench.web.sendToRoom!('service', { text: 'for all' }, 'ticket:1@1#1')
  expect(await texts('room:staff/wang')).toEqual(['for you'])
  expect(await texts('room:team/service')).toEqual(['for all'])
})

it('keeps the order of what is sent at once, without gaps', async () => {
  const sent = Array.from({ length: 60 }, (_, n) => `card ${n}`)
  await Promise.all(
    sent.map((text, n) => bench.web.sendToRoom!('service', { text }, `ticket:1@1#${n}`)),
  )
  expect(await texts('room:team/service')).toEqual(sent)
})

it('loses nothing when two writers race for one room', async () => {
  const wake = () => undefined
  const writers = [0, 1].map(() => createRooms({ store: bench.store, clock: systemClock, wake }))
  await Promise.all(
    writers.flatMap((rooms, writer) =>
      Array.from({ length: 20 }, (_, n) =>
        rooms.append('room:team/service', { by: 'bot', text: `${writer}-${n}` }, `${writer}-${n}`),
      ),
    ),
  )
  const lines = await bench.store.lines('room:team/service', 0, 100)
  expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
  expect(new Set(lines.map(({ text }) => text)).size).toBe(40)
})

it('shows what a member of staff writes once and hands it on with its key', async () => {
  const message = {
    key: 'staff/wang:m1',
    channel: 'web',
    peer: 'staff/wang',
    room: 'service',
    at: 1,
    text: '/list',
  }
  await bench.web.hear('room:team/service', message)
  await bench.web.hear('room:team/service', message)
  expect(await bench.store.lines('room:team/service', 0, 10)).toMatchObject([
    { by: 'staff:wang', text: '/list', key: 'staff/wang:m1' },
  ])
  expect(bench.received).toEqual([message, message])
})
