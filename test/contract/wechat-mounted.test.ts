import { expect, it } from 'vitest'
import { systemClock } from '../../src/clock/system.ts'
import { fakeWechat } from '../support/fake-wechat.ts'
import { answerOfDesk } from '../support/mounted.ts'

it.each([
  ['is at its address where the environment names it', {}, 200],
  [
    'is nowhere where it does not',
    {
      WECHAT_OFFICIAL_APP_ID: '',
      WECHAT_OFFICIAL_APP_SECRET: '',
      WECHAT_OFFICIAL_TOKEN: '',
      WECHAT_OFFICIAL_AES_KEY: '',
    },
    404,
  ],
])('the official account %s', async (_, more, status) => {
  await using wechat = await fakeWechat(systemClock)
  const { appId, appSecret, token, aesKey, api } = wechat.account
  const env = {
    WECHAT_OFFICIAL_APP_ID: appId,
    WECHAT_OFFICIAL_APP_SECRET: appSecret,
    WECHAT_OFFICIAL_TOKEN: token,
    WECHAT_OFFICIAL_AES_KEY: aesKey,
    WECHAT_OFFICIAL_API: api,
    ...more,
  }
  expect(await answerOfDesk(env, wechat.handshake())).toMatchObject({ status })
})
