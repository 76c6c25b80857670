import { expect, it } from 'vitest'
import { systemClock } from '../../src/clock/system.ts'
import { fakeTelegram } from '../support/fake-telegram.ts'
import { answerOfDesk } from '../support/mounted.ts'
import { secret } from '../support/telegram-bench.ts'

it.each([
  ['is called at its address where the environment names a secret', {}, 401],
  ['is nowhere where it names none', { TELEGRAM_WEBHOOK_SECRET: '' }, 404],
  ['is nowhere without a bot', { TELEGRAM_WEBHOOK_SECRET: '', TELEGRAM_BOT_TOKEN: '' }, 404],
])('the bot %s', async (_, more, status) => {
  await using telegram = await fakeTelegram(systemClock)
  const env = {
    BASE_URL: 'https://help.example.com',
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: secret,
    TELEGRAM_API: telegram.api,
    ...more,
  }
  const call = { method: 'POST', body: '{}' }
  expect(await answerOfDesk(env, '/channels/telegram', call)).toMatchObject({ status })
})
