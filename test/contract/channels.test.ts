import { webBench } from '../support/web-desk.ts'
import { wechatBench } from '../support/wechat-bench.ts'
import { type ChannelBench, channelContract } from './channel-contract.ts'

channelContract('wechat-official', async (): Promise<ChannelBench> => {
  const bench = await wechatBench()
  return Object.assign(bench, {
    li: 'oLi',
    says: async (text: string, id: string) =>
      verdict((await bench.tellText('oLi', text, id)).status),
    shown: () => bench.wechat.texts('oLi'),
  })
})

channelContract('web', async (): Promise<ChannelBench> => {
  const bench = await webBench()
  const opened = await bench.request('/api/conversations', { method: 'POST' })
  const { token } = (await opened.json()) as { token: string }
  return Object.assign(bench, {
    channel: bench.web,
    li: (await bench.web.visitors.peerOf(token))!,
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
