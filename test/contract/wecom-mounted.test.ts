import { expect, it } from 'vitest'
import { systemClock } from '../../src/clock/system.ts'
import { fakeWecom } from '../support/fake-wecom.ts'
import { answerOfDesk } from '../support/mounted.ts'

it.each([
  ['is at its address where the environment names it', {}, { status: 200, text: 'hello' }],
  [
    'is nowhere where it does not',
    { WECOM_CORP_ID: '', WECOM_KF_SECRET: '', WECOM_KF_TOKEN: '', WECOM_KF_AES_KEY: '' },
    { status: 404 },
  ],
])('微信客服 %s', async (_, more, expected) => {
  await using wecom = await fakeWecom(systemClock)
  const { corpId, secret, token, aesKey, api } = wecom.account
  const env = {
    WECOM_CORP_ID: corpId,
    WECOM_KF_SECRET: secret,
    WECOM_KF_TOKEN: token,
    WECOM_KF_AES_KEY: aesKey,
    WECOM_API: api,
    ...more,
  }
  expect(await answerOfDesk(env, wecom.handshake())).toMatchObject(expected)
})
