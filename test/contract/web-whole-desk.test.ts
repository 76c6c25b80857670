import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wholeDesk } from '../support/whole-desk.ts'

const minute = 60_000

let at: Awaited<ReturnType<typeof wholeDesk>>
beforeEach(async () => {
  at = await wholeDesk()
})
afterEach(() => at[Symbol.asyncDispose]())

describe('a call on the staff page', () => {
  const passedOn = async (who = 'li') =>
    (await at.lines('room:team/supervisors')).some(
      (text) => text.includes('没有人看过') && text.includes(who),
    )

  it('goes to the next circle when nobody has looked for five minutes', async () => {
    await at.customer('li', '人工')
    await at.pass(4 * minute)
    expect(await passedOn()).toBe(false)
    await at.pass(minute)
    expect(await passedOn()).toBe(true)
  })

  it('stays where somebody has looked at it, until the time for taking it is over', async () => {
    const wang = await at.enter('wang', 'agent', 'service')
    await at.customer('li', '人工')
    const { length } = await at.lines('room:team/service')
    await wang.send('/desk/rooms/team/service/seen', { line: length })
    await at.pass(8 * minute)
    expect(await at.lines('room:team/supervisors')).toEqual([])
    await at.pass(2 * minute)
    expect(await passedOn()).toBe(false)
    expect(await at.lines('room:team/supervisors')).toHaveLength(1)
  })

  it('is not seen by whoever reads what stood there before', async () => {
    const wang = await at.enter('wang', 'agent', 'service')
    await at.customer('li', '人工')
    const { length } = await at.lines('room:team/service')
    await at.pass(30 * minute)
    await at.customer('zhao', '人工')
    await wang.send('/desk/rooms/team/service/seen', { line: length })
    await at.pass(5 * minute)
    expect(await passedOn('zhao')).toBe(true)
  })
})

it('shows somebody who was disabled nothing more: his stream ends and his session is gone', async () => {
  const boss = await at.enter('boss', 'manager', 'management')
  const wang = await at.enter('wang', 'agent', 'service')
  const stream = await wang.get('/desk/events?room=team/service')
  const heard = stream.text()
  expect((await wang.get('/desk/rooms/team/service/lines')).status).toBe(200)
  await boss.send('/desk/rooms/staff/boss/messages', { id: 'm1', text: '/disable wang' })
  await boss.send('/desk/rooms/staff/boss/messages', { id: 'm2', text: '确认' })
  await heard
  await at.customer('li', '人工')
  expect(await heard).not.toContain('【请接】')
  for (const path of ['/desk/rooms/team/service/lines', '/desk/events?room=team/service']) {
    expect((await wang.get(path)).status).toBe(404)
  }
})
