import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { letterId } from '../../src/domain/letter.ts'
import { type AibotBench, aibotBench } from '../support/aibot-bench.ts'

let bench: AibotBench
beforeEach(async () => {
  bench = await aibotBench()
  bench.staff.add('wang')
})
afterEach(() => bench[Symbol.asyncDispose]())

const wang = { id: 'wang' }
const group = 'wrkService'
const letter = letterId('ticket:conversation:web/li@1#0', 2, 0)
const shown = (chat = group) => bench.bot.shown(chat)

describe('strangers', () => {
  it('hear one polite line, in private, once a day', async () => {
    bench.answer = async () => 'stranger'
    for (const text of ['我要投诉', '人呢', '接单 CP-20261123-0001'])
      await bench.says({ id: 'li' }, text)
    expect(shown('li').map(({ text }) => text)).toEqual([expect.stringMatching(/只给.*值班同事/)])
    await bench.says({ id: 'mallory', group }, '/room quality')
    expect(shown()).toEqual([])
    await bench.says({ id: 'li' }, '', {
      msgtype: 'image',
      image: { url: 'https://wecom.example/x' },
    })
    expect(shown('li')).toHaveLength(1)
  })
})

describe('what is not believed', () => {
  it.each([
    ['no body', 'aibot_msg_callback', undefined],
    ['nobody', 'aibot_msg_callback', { msgtype: 'text', text: { content: 'x' } }],
    [
      'a name with a slash',
      'aibot_msg_callback',
      { msgid: '1', msgtype: 'text', from: { userid: 'a/b' }, text: { content: 'x' } },
    ],
    [
      'a group without a name',
      'aibot_msg_callback',
      {
        msgid: '1',
        msgtype: 'text',
        chattype: 'group',
        from: { userid: 'wang' },
        text: { content: 'x' },
      },
    ],
    [
      'an event without its kind',
      'aibot_event_callback',
      { msgid: '1', msgtype: 'event', from: { userid: 'wang' }, event: 'x' },
    ],
    [
      'a press of nothing',
      'aibot_event_callback',
      {
        msgid: '1',
        msgtype: 'event',
        from: { userid: 'wang' },
        event: { eventtype: 'template_card_event' },
      },
    ],
    [
      'an unknown event',
      'aibot_event_callback',
      { msgid: '1', msgtype: 'event', from: { userid: 'wang' }, event: { eventtype: 'x' } },
    ],
    [
      'an unknown command',
      'aibot_do_as_i_say',
      { msgid: '1', msgtype: 'text', from: { userid: 'wang' }, text: { content: 'x' } },
    ],
    ['a command of ours', 'aibot_send_msg', { chatid: 'wang' }],
  ])('%s does nothing, and is told without personal data', async (_, cmd, body) => {
    await bench.brings(cmd, body)
    expect(bench.received).toEqual([])
    expect(bench.problems.join()).not.toMatch(/wang|a\/b/)
    expect(bench.channel.health()).toEqual({ ok: true })
  })

  it('words beyond all measure are cut; a frame beyond it breaks the line, which is made anew', async () => {
    await bench.says(wang, 'x'.repeat(100_000))
    expect(bench.received[0]!.text).toHaveLength(20_480)
    await bench.bot.brings('aibot_msg_callback', { x: 'x'.repeat(2_000_000) })
    await vi.waitFor(() => expect(bench.bot.connections()).toBe(2), 5_000)
    await bench.says(wang, '还在')
    expect(bench.received.at(-1)).toMatchObject({ text: '还在' })
  })
})

describe('the connection', () => {
  it('that breaks is made anew; meanwhile what is to be sent waits, and the health says why', async () => {
    await bench.says(wang, '/help')
    bench.bot.drop()
    await vi.waitFor(() => expect(bench.channel.health()).toMatchObject({ ok: false }))
    expect(await bench.channel.send('wang', { text: 'x' }, letter)).toMatchObject({
      kind: 'offline',
    })
    await vi.waitFor(() => expect(bench.channel.health()).toEqual({ ok: true }), 5_000)
    expect(await bench.channel.send('wang', { text: 'x' }, letter)).toMatchObject({ ok: true })
  })

  it('that is away for half a minute is told, once, and made anew when others have had their turn', async () => {
    bench.bot.drop()
    await vi.waitFor(() => expect(bench.channel.health()).toMatchObject({ ok: false }))
    bench.clock.moveTo(bench.clock.now() + 30_000)
    expect(bench.problems).toEqual([expect.stringMatching(/does not answer/)])
    await bench.settle()
    bench.clock.moveTo(bench.clock.now() + 15_000)
    await vi.waitFor(() => expect(bench.channel.health()).toEqual({ ok: true }), 5_000)
  })

  it('given to another program is told, and asked for again a minute later', async () => {
    bench.bot.replace()
    await vi.waitFor(() =>
      expect(bench.problems).toEqual([expect.stringMatching(/another|somebody else/)]),
    )
    expect(bench.channel.health()).toMatchObject({ ok: false, reason: bench.problems[0] })
    bench.clock.moveTo(bench.clock.now() + 60_000)
    await vi.waitFor(() => expect(bench.channel.health()).toEqual({ ok: true }))
  })

  it('with a wrong secret is refused, told without it, and tried again five minutes later', async () => {
    await using wrong = await aibotBench({ secret: 'not-the-secret' })
    await vi.waitFor(() => expect(wrong.problems).toHaveLength(1))
    expect(wrong.problems[0]).toMatch(/refuses the bot \(40001\)/)
    expect(JSON.stringify([wrong.problems, wrong.channel.health()])).not.toMatch(/not-the-secret/)
  })
})
