import { expect, it } from 'vitest'
import { readBook } from '../../src/book.ts'
import { systemClock } from '../../src/clock/system.ts'
import { createLog } from '../../src/log.ts'
import { openWebDesk } from '../../src/web-desk.ts'
import { fakeWecom } from '../support/fake-wecom.ts'
import { tempFolder } from '../support/store-folder.ts'

it.each([
  ['is at its address where the environment names it', {}, [200, 'hello']],
  [
    'is nowhere where it does not',
    { WECOM_CORP_ID: '', WECOM_KF_SECRET: '', WECOM_KF_TOKEN: '', WECOM_KF_AES_KEY: '' },
    [404, expect.anything()],
  ],
])('微信客服 %s', async (_, more, expected) => {
  await using folder = await tempFolder()
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
  const { desk, pages } = await openWebDesk({
    book: readBook({ env }),
    folder: folder.path,
    mongodb: undefined,
    log: createLog('silent'),
  })
  try {
    const answer = await pages.request(wecom.handshake())
    expect([answer.status, await answer.text()]).toEqual(expected)
  } finally {
    await desk.close()
  }
})
