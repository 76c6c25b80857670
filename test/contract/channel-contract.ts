import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, Receipt, SendOutcome } from '../../src/channels/port.ts'
import type { InboundMessage, OutboundMessage } from '../../src/domain/message.ts'

/** What every bench has: a channel with its platform played. */
type Bench = AsyncDisposable & {
  channel: Channel
  /** What has been shown, to li or in the room, in order; absent where the channel shows the transcript itself. */
  shown?(): readonly string[]
}

/** A channel that is written to, and one person `li` who may be written to: a customer, or who works here. */
export type ChannelBench = Bench & {
  /** How the channel knows li. */
  li: string
  received: InboundMessage[]
  /** What the desk does with a message; it may throw. */
  answer(message: InboundMessage): Promise<Receipt>
  /** Li says something; the platform's own id of a message is given so that it can come twice. */
  says(text: string, id: string): Promise<'acknowledged' | 'try again'>
}

/** A channel one way: nobody is heard there, and nobody is written to alone. */
export type OneWayBench = Bench & Required<Pick<Bench, 'shown'>> & { room: string }

/** What every channel has to do, whatever its platform; run it from the channel's own test file. */
export function channelContract(name: string, open: () => Promise<ChannelBench>): void {
  describe(`${name} as a channel`, () => {
    let bench: ChannelBench
    beforeEach(async () => {
      bench = await open()
    })
    afterEach(() => bench[Symbol.asyncDispose]())

    it('brings words with who said them, when, and a key of their own', async () => {
      expect(await bench.says('电视坏了 <b> & "x"', '1')).toBe('acknowledged')
      await bench.says('还在漏水', '2')
      expect(bench.received).toMatchObject([
        { channel: bench.channel.name, peer: bench.li, text: '电视坏了 <b> & "x"' },
        { channel: bench.channel.name, peer: bench.li, text: '还在漏水' },
      ])
      const [first, second] = bench.received
      expect(first!.key).not.toBe(second!.key)
      expect(Number.isInteger(first!.at)).toBe(true)
    })

    it('gives the same message the same key when it comes again', async () => {
      await bench.says('电视坏了', '1')
      await bench.says('电视坏了', '1')
      expect(bench.received[0]!.key).toBe(bench.received[1]!.key)
    })

    it('acknowledges a duplicate, and nothing that was not kept', async () => {
      bench.answer = async () => 'duplicate'
      expect(await bench.says('电视坏了', '1')).toBe('acknowledged')
      bench.answer = async () => {
        throw new Error('the store is away')
      }
      expect(await bench.says('电视坏了', '2')).toBe('try again')
    })

    it('hands over what the desk says, however long, with every choice', async () => {
      const { shown } = bench
      if (!shown) return
      await bench.says('你好', '1')
      await handsOver(
        (message, n) => bench.channel.send(bench.li, message, `conversation:c/${bench.li}@${n}#0`),
        shown,
      )
    })

    it('says how it is', () => {
      expect(bench.channel.health()).toMatchObject({ ok: true })
    })
  })
}

/** The same for a channel one way: what needs somebody who is heard there is left out, and that there is none is held. */
export function oneWayContract(name: string, open: () => Promise<OneWayBench>): void {
  describe(`${name} as a channel one way`, () => {
    it('is no place of customers: nobody is heard there, nobody is written to alone', async () => {
      await using bench = await open()
      const { channel } = bench
      expect(channel.capabilities).toMatchObject({ staffOnly: true, groups: true })
      expect(channel.routes).toBeUndefined()
      const outcome = await channel.send('li', { text: '您好' }, 'conversation:c/li@1#0')
      expect(outcome).toMatchObject({ ok: false, kind: 'capability' })
      expect(bench.shown()).toEqual([])
    })

    it('hands over what the desk says, however long, with every choice', async () => {
      await using bench = await open()
      const { channel, room, shown } = bench
      await handsOver((message, n) => channel.sendToRoom!(room, message, `ticket:t@${n}#0`), shown)
    })

    it('says how it is', async () => {
      await using bench = await open()
      expect(bench.channel.health()).toMatchObject({ ok: true })
    })
  })
}

/** A long text whole, and a question with all that can be answered. */
async function handsOver(
  say: (message: OutboundMessage, n: number) => Promise<SendOutcome>,
  shown: () => readonly string[],
): Promise<void> {
  const long = '我们核实了您说的每一点。'.repeat(150)
  expect(await say({ text: long }, 1)).toMatchObject({ ok: true })
  expect(shown().join('').replaceAll('\n', '')).toBe(long)
  const buttons = [
    { id: 'yes', label: '同意' },
    { id: 'no', label: '不同意' },
  ]
  expect(await say({ text: '您看可以吗？', buttons }, 2)).toMatchObject({ ok: true })
  expect(shown().at(-1)).toMatch(/您看可以吗[\s\S]*同意[\s\S]*不同意/)
}
