import {
  awayFrom,
  type CheckAccount,
  type Finding,
  jsonFrom,
  lookAtAddress,
  type Surroundings,
} from '../check.ts'
import { type Account, webhookPath } from './account.ts'

/** The ports Telegram calls (core.telegram.org/bots/api#setwebhook). */
const ports = { https: [443, 80, 88, 8443] }
const day = 86_400_000

type Answer = Readonly<Record<string, unknown>>

/** Looks at a bot: its token, whether messages reach it, and our address where Telegram calls it. */
export const checkTelegram: CheckAccount<Account> = async (account, around) => {
  const ask = (method: string) =>
    jsonFrom(around, `${account.api}/bot${account.token}/${method}`, {})
  const me = await ask('getMe')
  const enter = {
    nothing: account.secret === undefined ? 'enter telegram polling' : 'enter telegram',
  }
  if (!me) return { findings: [awayFrom(account.api)], enter }
  if (me.ok !== true) return { findings: [refusal(me)], enter }
  const info = await ask('getWebhookInfo')
  const own = account.secret === undefined ? [] : await lookAtOwnWebhook(account.secret, around)
  return {
    findings: [
      ...aboutBot(me.result as Answer),
      ...(info?.ok === true ? aboutCalls(info.result as Answer, account, around) : []),
      ...own,
    ],
    enter,
  }
}

function refusal({ error_code: given }: Answer): Finding {
  const code = Number(given ?? 0)
  if (code !== 401 && code !== 404) return { state: 'ill', key: 'platform code', values: { code } }
  return { state: 'ill', key: 'refuses', values: { names: 'TELEGRAM_BOT_TOKEN', code } }
}

function aboutBot({ username, can_read_all_group_messages: reads }: Answer): Finding[] {
  return [
    { state: 'fine', key: 'bot', values: { name: String(username) } },
    { state: 'fine', key: reads === true ? 'bot hears all' : 'bot hears commands' },
  ]
}

function aboutCalls(info: Answer, account: Account, around: Surroundings): Finding[] {
  const url = String(info.url ?? '')
  const waiting = Number(info.pending_update_count ?? 0)
  const findings = [whoIsCalled(url, waiting, { account, around })]
  const failedAt = Number(info.last_error_date ?? 0) * 1000
  if (url !== '' && around.now - failedAt < day) {
    const minutes = Math.max(0, Math.round((around.now - failedAt) / 60_000))
    const reason = String(info.last_error_message ?? '')
    findings.push({ state: 'care', key: 'telegram failed', values: { minutes, reason, waiting } })
  }
  return findings
}

/** Whom Telegram calls, as it says; of another's address only the host is told, for its path may be a secret. */
function whoIsCalled(
  url: string,
  waiting: number,
  { account, around }: { account: Account; around: Surroundings },
): Finding {
  const other = URL.canParse(url) ? new URL(url).host : '–'
  if (account.secret === undefined) {
    if (url === '') return { state: 'fine', key: 'telegram asked', values: { waiting } }
    return { state: 'care', key: 'telegram calls another', values: { other } }
  }
  const ours = `${around.baseUrl}${webhookPath}`
  if (url === ours) return { state: 'fine', key: 'telegram calls', values: { url, waiting } }
  const state = around.isRunning ? 'ill' : 'care'
  return {
    state,
    key: url === '' ? 'telegram calls nobody' : 'telegram calls another',
    values: { other },
  }
}

/** With the right secret a body that is no update is refused as such, and nothing comes of it. */
function lookAtOwnWebhook(secret: string, around: Surroundings): Promise<Finding[]> {
  return lookAtAddress(around, {
    path: webhookPath,
    init: {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
      body: '{}',
    },
    isOurs: ({ status }) => status === 400,
    ports,
  })
}
