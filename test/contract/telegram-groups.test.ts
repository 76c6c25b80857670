import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type TelegramBench, telegramBench } from '../support/telegram-bench.ts'

let bench: TelegramBench
beforeEach(async () => {
  bench = await telegramBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

const li = { id: 77 }
const inGroup = { id: 77, group: -1009 }
const text = (words: string, from: { id: number; group?: number; language?: string } = li) =>
  bench.telegram.message(from, { text: words })

describe('groups', () => {
  it('what is said there comes with the group; the bot’s own name behind a command goes', async () => {
    await bench.bring(
      text('/not_ours@deskbot CP-1 x_y', inGroup),
      text('/take@OtherBot 1', inGroup),
    )
    expect(bench.received).toMatchObject([
      { room: '-1009', peer: '77', text: '/not-ours CP-1 x_y' },
    ])
    expect(bench.received).toHaveLength(1)
  })

  it('pictures of strangers are not fetched, and programs are not heard', async () => {
    bench.answer = async () => 'stranger'
    const photo = [{ file_id: 'p1' }]
    await bench.bring(
      bench.telegram.message(inGroup, { photo }),
      text('x', { ...inGroup, bot: true } as never),
    )
    expect(bench.telegram.calls('getFile')).toEqual([])
    expect(bench.received).toEqual([])
  })

  it('the bot says how a group becomes a team’s when it is brought there', async () => {
    const member = (status: string) => ({ status, user: { id: 123456 } })
    const update = {
      update_id: 1,
      my_chat_member: {
        ...{ chat: { id: -1009, type: 'supergroup' }, from: { id: 77 }, date: 1 },
        ...{ old_chat_member: member('left'), new_chat_member: member('member') },
      },
    }
    await bench.bring(update as never)
    expect(bench.telegram.texts(-1009)).toEqual([expect.stringMatching(/\/room/)])
  })

  it('a group that became a larger one is known by its new number', async () => {
    await bench.bring(bench.telegram.message(inGroup, { migrate_to_chat_id: -100200 }))
    expect(bench.moves).toEqual([['-1009', '-100200']])
  })
})

describe('presses', () => {
  const show = (buttons: { id: string; label: string }[], chat = '77') =>
    chat.startsWith('-')
      ? bench.channel.sendToRoom!(chat, { text: '？', buttons }, 'ticket:a@1#0')
      : bench.channel.send(chat, { text: '？', buttons }, 'ticket:a@1#0')

  it('a press is the button’s own id, however long that is, and is always answered', async () => {
    const long = `/reply conversation:telegram/77 ${'好'.repeat(100)}`
    await show([
      { id: 'yes', label: '同意' },
      { id: long, label: '说' },
    ])
    await bench.bring(bench.telegram.press(li, '同意'), bench.telegram.press(li, '说'))
    expect(bench.received.map(({ press }) => press)).toEqual(['yes', long])
    expect(bench.telegram.calls('answerCallbackQuery')).toHaveLength(2)
  })

  it('a stranger’s press in a group is refused in his language, and changes nothing', async () => {
    bench.answer = async () => 'stranger'
    await show([{ id: '/take CP-1', label: '接单' }], '-1009')
    await bench.bring(bench.telegram.press({ id: 99, group: -1009, language: 'en' }, '接单'))
    expect(bench.telegram.calls('answerCallbackQuery')).toMatchObject([
      { text: expect.stringMatching(/colleagues/), show_alert: true },
    ])
    expect(bench.telegram.shown(-1009)).toHaveLength(1)
  })

  it('a button nobody knows any more says so', async () => {
    await show([{ id: 'x'.repeat(80), label: '旧' }])
    await bench.channel.prune!(bench.clock.now() + 200 * 24 * 3_600_000)
    await bench.bring(bench.telegram.press(li, '旧'))
    expect(bench.received).toEqual([])
    expect(bench.telegram.calls('answerCallbackQuery')).toMatchObject([
      { text: expect.stringMatching(/太旧/) },
    ])
  })

  it('a press that is too old to be answered is taken all the same', async () => {
    await show([{ id: 'yes', label: '同意' }])
    bench.telegram.failNext('answerCallbackQuery', {
      error_code: 400,
      description: 'Bad Request: query is too old and response timeout expired',
    })
    expect(await bench.bring(bench.telegram.press(li, '同意'))).toEqual([200])
    expect(bench.received).toMatchObject([{ press: 'yes' }])
  })

  it('an answer to a message of a case names the letter it was', async () => {
    await show([], '-1009')
    const message_id = bench.telegram.shown(-1009)[0]!.n
    await bench.bring(
      bench.telegram.message(inGroup, { text: '已致电', reply_to_message: { message_id } }),
    )
    expect(bench.received).toMatchObject([{ text: '已致电', replyTo: 'ticket:a@1#0' }])
  })
})
