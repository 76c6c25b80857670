import { expect, it } from 'vitest'
import { readBook } from '../../src/book.ts'
import { systemClock } from '../../src/clock/system.ts'
import { createLog } from '../../src/log.ts'
import { openWebDesk } from '../../src/web-desk.ts'
import { fakeTelegram } from '../support/fake-telegram.ts'
import { tempFolder } from '../support/store-folder.ts'
import { secret } from '../support/telegram-bench.ts'

it.each([
  ['is called at its address where the environment names a secret', {}, 401],
  ['is nowhere where it names none', { TELEGRAM_WEBHOOK_SECRET: '' }, 404],
  ['is nowhere without a bot', { TELEGRAM_WEBHOOK_SECRET: '', TELEGRAM_BOT_TOKEN: '' }, 404],
])('the bot %s', async (_, more, status) => {
  await using folder = await tempFolder()
  await using telegram = await fakeTelegram(systemClock)
  const env = {
    BASE_URL: 'https://help.example.com',
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: secret,
    TELEGRAM_API: telegram.api,
    ...more,
  }
  const { desk, pages } = await openWebDesk({
    book: readBook({ env }),
    folder: folder.path,
    mongodb: undefined,
    log: createLog('silent'),
  })
  try {
    const answer = await pages.request('/channels/telegram', { method: 'POST', body: '{}' })
    expect(answer.status).toBe(status)
  } finally {
    await desk.close()
  }
})
