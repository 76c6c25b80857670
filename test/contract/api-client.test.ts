import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openTalk } from '../examples/talk-client.ts'
import { type ServedDesk, serveDesk } from '../support/served-desk.ts'

let desk: ServedDesk
beforeAll(async () => {
  desk = await serveDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

type Talk = Awaited<ReturnType<typeof openTalk>>

/** Until the desk has said something like it. */
async function answered(talk: Talk, words: RegExp) {
  const lines = [...(await talk.news())]
  return vi.waitFor(
    async () => {
      lines.push(...(await talk.news()))
      const found = lines.find(({ mine, text = '' }) => !mine && words.test(text))
      expect(lines.map(({ text }) => text)).toContainEqual(expect.stringMatching(words))
      return found!
    },
    { timeout: 10_000, interval: 20 },
  )
}

it('the client of the page brings a complaint to its number, with words and a button', async () => {
  const talk = await openTalk(desk.base)
  await talk.say({ text: 'My kettle leaks, I want to complain' })
  await answered(talk, /\?$/)
  await talk.say({ text: 'submit it now' })
  const { text } = await answered(talk, /CP-\d{8}-\d{4}/)
  const [number = ''] = /CP-\d{8}-\d{4}/.exec(text ?? '') ?? []
  expect((await desk.desk.store.ticket(number))?.view.number).toBe(number)
})

it('what the desk refuses is told in its words', async () => {
  const talk = await openTalk(desk.base)
  await expect(talk.say({ text: ' ' })).rejects.toThrow(/.{10,}/)
})
