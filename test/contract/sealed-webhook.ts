import { describe, expect, it } from 'vitest'
import type { SealedHow } from '../support/wechat-seal.ts'

/** Where a platform of WeChat calls us, with everything a stranger could send there. */
export type SealedWebhook = {
  /** A customer's words reach the address so; answers the status. */
  tell(how: SealedHow): Promise<number>
  /** The platform asks whether the address is ours. */
  ask(how?: SealedHow): Promise<[status: number, text: string]>
  problems(): readonly string[]
  /** Checks that nothing was kept, asked for or changed by what came. */
  unchanged(): Promise<void>
}

const forgeries: [string, number, SealedHow][] = [
  ['a forged signature', 401, { token: 'another' }],
  [
    'a body changed after it was signed',
    401,
    { tamper: (body) => body.replace('<Encrypt><![CDATA[', '<Encrypt><![CDATA[A') },
  ],
  ['one replayed after the time allowed', 401, { time: 1_600_000_000 }],
  ['one for another account', 401, { appId: 'wx-other' }],
  ['one sealed with another key', 401, { aesKey: 'x'.repeat(43) }],
  ['clear text with a signature that is right for clear text', 401, { plain: true }],
  ['half a body', 400, { tamper: (body) => body.slice(0, body.length / 2) }],
  ['no XML at all', 400, { tamper: () => '{"a":1}' }],
  ['an empty body', 400, { tamper: () => '' }],
  [
    'XML that declares entities',
    400,
    { tamper: (body) => `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${body}` },
  ],
  ['a body beyond all measure', 413, { tamper: (body) => body + ' '.repeat(70_000) }],
]

/** What no address a platform of WeChat calls may believe. */
export function refusesForgeries(webhook: () => SealedWebhook): void {
  describe('the platform’s question whether the address is ours', () => {
    it('is answered with its own word', async () => {
      expect(await webhook().ask()).toEqual([200, 'hello'])
    })

    it.each([
      ['the signature is another’s', { token: 'another' }, 'bad signature'],
      ['it is stale', { time: 1_600_000_000 }, 'stale'],
    ])('is refused where %s', async (_, how, why) => {
      expect(await webhook().ask(how)).toEqual([401, why])
    })
  })

  it.each(forgeries)(
    '%s is refused, told without personal data, and changes nothing',
    async (_, status, how) => {
      const { tell, problems, unchanged } = webhook()
      expect(await tell(how)).toBe(status)
      expect(problems()).toHaveLength(1)
      expect(problems()[0]).not.toMatch(/Li|投诉|the-token|-secret/)
      await unchanged()
    },
  )
}
