import { isDeepStrictEqual } from 'node:util'
import { channelAndPeer } from '../../src/domain/actor.ts'
import { aibotBench } from '../support/aibot-bench.ts'
import { passingTime } from '../support/passing-time.ts'
import { robotBench } from '../support/robot-bench.ts'
import { type TelegramBench, telegramBench } from '../support/telegram-bench.ts'
import { webBench } from '../support/web-desk.ts'
import { wechatBench } from '../support/wechat-bench.ts'
import { peerFor, textFrom, wecomBench } from '../support/wecom-bench.ts'
import { type ChannelBench, channelContract, oneWayContract } from './channel-contract.ts'

channelContract('wechat-official', async (): Promise<ChannelBench> => {
  const bench = await wechatBench()
  return Object.assign(bench, {
    li: 'oLi',
    says: async (text: string, id: string) =>
      verdict((await bench.tellText('oLi', text, id)).status),
    shown: () => bench.wechat.texts('oLi'),
  })
})

for (const by of ['webhook', 'polling'] as const) {
  channelContract(`telegram by ${by}`, async (): Promise<ChannelBench> => {
    const bench = await telegramBench({ by })
    const { channel, clock } = bench
    return Object.assign(bench, {
      li: '77',
      channel: {
        ...channel,
        send: (...what: Parameters<typeof channel.send>) =>
          passingTime(clock, () => channel.send(...what)),
      },
      says: (text: string, id: string) => tellTelegram(bench, { text, id: Number(id) }),
      shown: () =>
        bench.telegram
          .shown(77)
          .map(({ text, buttons }) =>
            [text, ...buttons.flat().map(({ label }) => label)].join('\n'),
          ),
    })
  })
}

/** What is not kept stays with the platform until it is. */
async function tellTelegram(bench: TelegramBench, { text, id }: { text: string; id: number }) {
  const update = { ...bench.telegram.message({ id: 77 }, { text }), update_id: 5000 + id }
  const { answer } = bench
  let refused = false
  bench.answer = (message) =>
    answer(message).catch((error: unknown) => {
      refused = true
      bench.answer = async () => 'duplicate'
      throw error
    })
  const [status] = await bench.bring(update)
  bench.answer = answer
  return refused || status !== 200 ? 'try again' : 'acknowledged'
}

channelContract('wecom-kf', async (): Promise<ChannelBench> => {
  const bench = await wecomBench()
  const place = async () => (await bench.store.record('wecom-kf:place:wkDesk'))?.value
  return Object.assign(bench, {
    li: peerFor('wmLi'),
    async says(text: string, id: string) {
      bench.wecom.arrives(textFrom('wmLi', text, id))
      const before = await place()
      await bench.call()
      await bench.channel.pulled()
      // What moves on is what the platform need not tell again.
      return isDeepStrictEqual(await place(), before) ? ('try again' as const) : 'acknowledged'
    },
    shown: () => bench.wecom.texts('wmLi'),
  })
})

channelContract('wecom-aibot', async (): Promise<ChannelBench> => {
  const bench = await aibotBench()
  const texts = () =>
    bench.bot
      .shown('li')
      .map(({ text, buttons }) => [text, ...buttons.map((button) => button.text)].join('\n'))
  bench.staff.add('li')
  const { says: say } = bench
  return Object.assign(bench, {
    li: 'li',
    async says(text: string, id: string) {
      const shown = texts().length
      await say({ id: 'li' }, text, { msgid: id })
      // The platform brings nothing twice: he is asked to write it again.
      return /请过一分钟再发/.test(texts().slice(shown).join()) ? 'try again' : 'acknowledged'
    },
    shown: texts,
  })
})

oneWayContract('wecom-robot', async () => {
  const bench = await robotBench()
  return Object.assign(bench, {
    room: 'service',
    shown: () => bench.robots.shown(bench.key).map(({ text }) => text),
  })
})

channelContract('web', async (): Promise<ChannelBench> => {
  const bench = await webBench()
  const opened = await bench.request('/api/conversations', { method: 'POST' })
  const { token } = (await opened.json()) as { token: string }
  return Object.assign(bench, {
    channel: bench.web,
    li: channelAndPeer((await bench.web.visitors.customerOf(token))!)[1],
    async says(text: string, id: string) {
      const answer = await bench.request(`/api/conversations/${token}/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ id, text }),
      })
      return verdict(answer.status)
    },
  })
})

function verdict(status: number): 'acknowledged' | 'try again' {
  return status < 300 ? 'acknowledged' : 'try again'
}
