import { describe, expect, it } from 'vitest'
import type { Rules } from '../../flows/conversation/context.ts'
import { talk } from '../support/talk.ts'
import { talkRules } from '../support/talk-rules.ts'
import { complaint, understood } from '../support/understood.ts'

const wish = understood({ intents: ['private link'] })
const pages: Rules = { ...talkRules(), pages: true }

describe('who asks for a link', () => {
  it('gets the button that shows it, on a page', () => {
    const answer = talk(pages).says('链接', wish)
    expect([answer.said, answer.choices]).toEqual([['link.save'], ['link']])
  })

  it('gets it under the answer in a chat of a platform', () => {
    const { effects } = talk(pages, { channel: 'telegram' }).says('链接', wish)
    expect(effects).toMatchObject([
      { type: 'say', texts: [{ key: 'conversation.opened.link' }], link: true },
    ])
  })

  it('is asked again what was being asked', () => {
    const li = talk(pages, { channel: 'telegram' })
    const asked = li.says('快递丢了', complaint('delivery')).said.at(-1)
    const { said, effects } = li.says('链接', wish)
    expect(said.at(-1)).toBe(asked)
    expect(effects[0]).toMatchObject({ link: true })
  })

  it('hears of number and code where others cannot open our pages', () => {
    const answer = talk(talkRules(), { channel: 'telegram' }).says('链接', wish)
    expect(answer.said).toEqual(['link.none'])
    expect(answer.effects).not.toContainEqual(expect.objectContaining({ link: true }))
  })
})

describe('the number of a case', () => {
  const opened = {
    type: 'ticket.opened',
    ticket: 'ticket:1',
    number: 'CP-20261123-0001',
    promisedAt: Date.UTC(2026, 10, 30),
  } as const

  it.each([
    ['comes with the link where the channel may fall silent', 'wechat-official', true],
    ['comes without where it never does', 'telegram', undefined],
  ])('%s', (_what, channel, link) => {
    const [said] = talk(pages, { channel }).hears(opened).effects
    expect(said).toMatchObject({ type: 'say' })
    expect((said as { link?: true }).link).toBe(link)
  })
})
