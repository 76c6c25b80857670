import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { TicketId } from '../../src/domain/actor.ts'
import { openTelegramDesk, type TelegramDesk } from '../support/telegram-desk.ts'

let at: TelegramDesk
beforeEach(async () => {
  at = await openTelegramDesk()
})
afterEach(() => at[Symbol.asyncDispose]())

const li = { id: 77 }
const admin = { id: 1 }
const wang = { id: 2 }
const service = -1009
const inService = (who: { id: number }) => ({ ...who, group: service })
const last = (chat: number) => at.telegram.shown(chat).at(-1)!
const labels = (chat: number) =>
  last(chat)
    .buttons.flat()
    .map(({ label }) => label)

/** An admin by the code of the first start, an agent by a link, and the service team's group. */
async function staffComes() {
  await at.says(admin, `/pair ${await at.desk.pairing.adminCode()}`)
  await at.says(admin, '/invite wang agent service 王小明')
  const [code] = /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(last(1).text)!
  await at.says(wang, `/start pair_${code}`)
  await at.says(inService(admin), '/room@DeskBot service')
}

async function complains() {
  await at.says(li, '我要投诉')
  await at.pass(10_000)
  await at.says(li, '买的六个杯子少发了一个')
  await at.pass(10_000)
  await at.says(li, '直接提交')
  await at.pass(10_000)
}

it('staff come by code and link, a group becomes a room, a complaint is worked there to the survey', async () => {
  await staffComes()
  expect(last(2).text).toMatch(/王小明/)
  expect(last(service).text).toMatch(/班组群/)

  await complains()
  expect(at.telegram.texts(77).join('\n')).toMatch(/CP-20261123-0001/)
  expect(last(service).text).toMatch(/【新投诉】CP-20261123-0001/)
  expect(labels(service)).toEqual(['我来接单', '详情'])

  await at.presses(inService(wang), '我来接单')
  expect(last(service).text).toMatch(/王小明/)
  await at.says(inService(wang), '/solve CP-20261123-0001 退款 30 元 少发一个杯子 原因：仓库漏装')
  await at.says(admin, '/approve CP-20261123-0001')
  expect(last(77).text).toMatch(/30 元/)
  await at.presses(li, '同意')
  await at.says(wang, '/done CP-20261123-0001 30 元已原路退回')
  expect(last(77).text).toMatch(/30 元已原路退回/)

  // No window closes here: the survey comes days later all the same.
  await at.pass(32 * 3_600_000)
  expect(labels(77)).toHaveLength(5)
  await at.presses(li, labels(77)[4]!)
  expect(last(77).text).toMatch(/谢谢/)
  expect(at.faults).toEqual([])
})

it('an answer to the card of a case acts on it', async () => {
  await staffComes()
  await complains()
  const card = last(service)
  await at.says(inService(wang), '接单', { reply_to_message: { message_id: card.n } })
  expect(last(service).text).toMatch(/CP-20261123-0001[\s\S]*王小明|王小明[\s\S]*CP-20261123-0001/)
})

it('a case has one card in the group: its news stand under it, and it shows the case as it is', async () => {
  await staffComes()
  await complains()
  const [card] = at.telegram.shown(service).filter(({ text }) => text.includes('【新投诉】'))
  const isTaken = () => at.telegram.shown(service).find(({ n }) => n === card!.n)!
  await at.presses(inService(wang), '我来接单')
  await vi.waitFor(() => expect(isTaken().edits).toBe(1))
  expect(isTaken().text).toMatch(/CP-20261123-0001[\s\S]*王小明/)
  expect(
    isTaken()
      .buttons.flat()
      .map(({ label }) => label),
  ).not.toContain('我来接单')
  expect(last(service)).toMatchObject({ replyTo: card!.n })
  await at.says(li, '你们到底管不管，我要找你们领导！我要上消费者协会告你们')
  await at.pass(20_000)
  const full = at.telegram.texts(service).filter((text) => text.split('\n').length > 4)
  expect(full).toHaveLength(1)
})

it('what was shown of a case whose data are erased says only that', async () => {
  await staffComes()
  await complains()
  const ticket = (await at.desk.store.ticket('CP-20261123-0001'))!.actor as TicketId
  expect(at.telegram.texts(service).join()).toMatch(/杯子/)
  await at.channel.forgetAbout!(ticket)
  expect(at.telegram.texts(service).join()).not.toMatch(/杯子|CP-2026/)
  expect(at.telegram.texts(service).join()).toMatch(/资料已删除/)
  expect(await at.desk.store.records('telegram:card:')).toEqual([])
})

it('by setting a case has a topic of its own; a group without topics does without', async () => {
  await at[Symbol.asyncDispose]()
  at = await openTelegramDesk({ topics: true })
  await staffComes()
  await complains()
  const [made] = at.telegram.calls('createForumTopic')
  expect(made).toMatchObject({ chat_id: String(service), name: 'CP-20261123-0001' })
  const { topic } = last(service)
  await at.presses(inService(wang), '我来接单')
  expect(last(service)).toMatchObject({ topic })

  await at[Symbol.asyncDispose]()
  at = await openTelegramDesk({ topics: true })
  const description = 'Bad Request: the chat is not a forum'
  at.telegram.failAlways('createForumTopic', { error_code: 400, description })
  await staffComes()
  await complains()
  expect(last(service).text).toMatch(/【新投诉】/)
})

it('a stranger in the group changes nothing, whatever he presses or writes', async () => {
  await staffComes()
  await complains()
  const shown = at.telegram.shown(service).length
  const before = await at.desk.store.ticket('CP-20261123-0001')
  await at.presses(inService(li), '我来接单')
  await at.says(inService(li), '/take CP-20261123-0001')
  await at.says(inService({ id: 99 }), '/room quality')
  await at.says(inService({ id: 99 }), '/pair AAAAA-BBBBB')
  await at.pass(10_000)
  expect(at.telegram.shown(service)).toHaveLength(shown)
  expect(await at.desk.store.ticket('CP-20261123-0001')).toEqual(before)
  expect(at.telegram.calls('answerCallbackQuery')).toMatchObject([
    { text: expect.stringMatching(/值班同事/), show_alert: true },
  ])
})

it('the same press brought twice is one', async () => {
  await staffComes()
  await complains()
  const press = at.telegram.press(inService(wang), '我来接单')
  await at.bring(press)
  const shown = at.telegram.shown(service).length
  expect(await at.bring(press)).toBe(200)
  expect(at.telegram.shown(service)).toHaveLength(shown)
})

it('in a group that is nobody’s a colleague’s command tells nothing', async () => {
  await staffComes()
  await complains()
  await at.says({ ...wang, group: -555 }, '/list')
  await at.says({ ...wang, group: -555 }, '/card CP-20261123-0001')
  expect(at.telegram.shown(-555)).toEqual([])
})

it('a team’s group that became a larger one is found again', async () => {
  await staffComes()
  at.telegram.moved.set(String(service), -100200)
  await complains()
  expect(at.telegram.texts(-100200).join()).toMatch(/【新投诉】/)
  expect(at.desk.roster.find('telegram', '2')?.id).toBe('wang')
  await at.says({ ...wang, group: -100200 }, '接单 CP-20261123-0001')
  expect(at.telegram.texts(-100200).at(-1)).toMatch(/王小明/)
})
