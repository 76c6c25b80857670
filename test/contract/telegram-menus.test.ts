import { afterEach, describe, expect, it } from 'vitest'
import { readBook } from '../../src/book.ts'
import { readYaml } from '../../src/settings/read-yaml.ts'
import { wechatMenuFile } from '../../src/settings/wechat-menu-file.ts'
import type { FakeTelegram } from '../support/fake-telegram.ts'
import { passingTime } from '../support/passing-time.ts'
import { type TelegramBench, telegramBench } from '../support/telegram-bench.ts'
import { openTelegramDesk } from '../support/telegram-desk.ts'
import { tooMany } from '../support/telegram-form.ts'

type Set = {
  scope: { type: string; chat_id?: string }
  language_code?: string
  commands: { command: string; description: string }[]
}

const sets = (telegram: FakeTelegram) => telegram.calls('setMyCommands') as unknown as Set[]
const untilSet = (telegram: FakeTelegram, n: number) => async () => {
  while (sets(telegram).length < n) await new Promise(setImmediate)
}

describe('the menu of commands', () => {
  let bench: TelegramBench
  afterEach(() => bench[Symbol.asyncDispose]())
  const open = async () => {
    bench = await telegramBench()
    await passingTime(bench.clock, untilSet(bench.telegram, 3))
    return bench
  }

  it('offers customers theirs in the language of their phones', async () => {
    const { telegram } = await open()
    expect(sets(telegram).map(({ scope, language_code }) => [scope.type, language_code])).toEqual([
      ['all_private_chats', undefined],
      ['all_private_chats', 'zh'],
      ['all_private_chats', 'en'],
    ])
    expect(sets(telegram)[0]!.commands[1]).toEqual({
      command: 'status',
      description: '查投诉进度',
    })
    expect(sets(telegram)[2]!.commands[0]).toEqual({
      command: 'complain',
      description: 'Make a complaint',
    })
  })

  it('what a customer picks there is heard in words of his language; a colleague’s stays a command', async () => {
    await open()
    const { telegram, received } = bench
    await bench.bring(telegram.message({ id: 77, language: 'en' }, { text: '/status' }))
    await bench.bring(telegram.message({ id: 78 }, { text: '/human' }))
    bench.staff.add('79')
    await bench.bring(telegram.message({ id: 79 }, { text: '/status' }))
    expect(received.map(({ text }) => text)).toEqual([
      'What is the status of my complaint?',
      '转人工客服',
      '/status',
    ])
  })

  it('tells the platform only what has changed', async () => {
    const { telegram } = await open()
    bench.staff.add('79')
    bench.menusChange()
    await passingTime(bench.clock, untilSet(telegram, 4))
    expect(sets(telegram)[3]).toMatchObject({ scope: { type: 'chat', chat_id: '79' } })
    bench.staff.delete('79')
    bench.menusChange()
    await passingTime(bench.clock, async () => {
      while (telegram.calls('deleteMyCommands').length < 1) await new Promise(setImmediate)
    })
    expect(telegram.calls('deleteMyCommands')).toEqual([{ scope: { type: 'chat', chat_id: '79' } }])
    expect(sets(telegram)).toHaveLength(4)
  })

  it('waits as long as the platform wants, and leaves a chat that it does not know', async () => {
    const { telegram } = await open()
    const unknown = { error_code: 400, description: 'Bad Request: chat not found' }
    telegram.failNext('setMyCommands', tooMany(60), unknown)
    bench.staff.add('79')
    bench.staff.add('80')
    const asked = bench.clock.now()
    bench.menusChange()
    await passingTime(bench.clock, untilSet(telegram, 6))
    expect(bench.clock.now() - asked).toBeGreaterThanOrEqual(60_000)
    expect(bench.problems).toEqual(['telegram does not take a menu of commands: 400'])
    expect(bench.channel.health()).toEqual({ ok: true })
  })
})

it('is a colleague’s by his rights and language, and a room’s, from when they are paired', async () => {
  await using desk = await openTelegramDesk({ unhurried: true })
  const { telegram } = desk
  const menuOf = async (chat: string, n: number) => {
    await untilSet(telegram, n)()
    return sets(telegram).findLast(({ scope }) => scope.chat_id === chat)!
  }
  const { code } = await desk.desk.pairing.invite({ id: 'wang', role: 'agent', team: 'service' })
  await desk.says({ id: 501 }, `/pair ${code}`)
  const agent = await menuOf('501', 4)
  const named = agent.commands.map(({ command }) => command)
  expect(named).toEqual(expect.arrayContaining(['help', 'take', 'propose']))
  expect(named).not.toContain('invite')
  expect(agent.commands[0]!.description).toMatch(/\p{Script=Han}/u)
  for (const { command, description } of agent.commands) {
    expect(command).toMatch(/^[a-z0-9_]{1,32}$/)
    expect([...description].length).toBeLessThanOrEqual(256)
  }
  await desk.says({ id: 501 }, '/language en')
  expect((await menuOf('501', 5)).commands[0]!.description).toMatch(/^Shows/)

  const leader = await desk.desk.pairing.invite({ id: 'chen', role: 'manager', team: 'service' })
  await desk.says({ id: 502 }, `/pair ${leader.code}`)
  expect((await menuOf('502', 6)).commands.map(({ command }) => command)).toContain('invite')
  await desk.says({ id: 502, group: -9 }, '/room service')
  expect((await menuOf('-9', 7)).commands.map(({ command }) => command)).toContain('take')
  await desk.says({ id: 502, group: -9 }, '/room none')
  while (telegram.calls('deleteMyCommands').length < 1) await new Promise(setImmediate)
  expect(telegram.calls('deleteMyCommands')).toMatchObject([{ scope: { chat_id: '-9' } }])
  await desk.restart()
  await desk.says({ id: 501 }, '/help')
  expect(sets(telegram)).toHaveLength(7)
  expect(desk.faults).toEqual([])
})

describe('what menus say', () => {
  const { understand, speaker } = readBook()
  const menu = readYaml('config/wechat-menu.yaml', wechatMenuFile)
  const wanted = { complain: 'complaint', status: 'progress', human: 'human' } as const

  it.each(['zh-CN', 'zh-TW', 'en'] as const)('is understood in %s', (locale) => {
    const offered = Object.entries(wanted).map(([name, intent]) => {
      const text = speaker.speak({ key: `channels.telegram.menu.${name}.says` }, locale)
      return { text, intent, found: understand(text, {}).intents }
    })
    const buttons = Object.values(wanted).map((intent, n) => {
      const text = menu[n]!.says![locale]
      return { text, intent, found: understand(text, {}).intents }
    })
    const misunderstood = [...offered, ...buttons].filter(
      ({ intent, found }) => !(found as readonly string[]).includes(intent),
    )
    expect(misunderstood).toEqual([])
  })
})
