import { awayFrom, type CheckAccount, type Finding, jsonFrom, type Surroundings } from '../check.ts'
import { addressIn, lookAtWebhook } from '../wechat-core/call-ourselves.ts'
import { type Account, webhookPath } from './account.ts'
import { accountsIn } from './contact-way.ts'

/** Names of fields on the platform's pages. */
const ipList = '应用管理 → 自建 → 企业可信IP'
const appsOfKf = '微信客服 → 可调用接口的应用'
const accountsOfKf = '微信客服 → 通过API管理微信客服账号'

/** Looks at a company's 微信客服: its token, the accounts that answer by it, and our address. */
export const checkWecomKf: CheckAccount<Account> = async (account, around) => {
  const url = `${around.baseUrl ?? 'https://…'}${webhookPath}`
  const { token, aesKey, corpId: receiver } = account
  return {
    findings: [
      ...(await lookAtApp(account, around)),
      ...(await lookAtWebhook(around, webhookPath, { token, aesKey, receiver })),
    ],
    enter: {
      page: 'work.weixin.qq.com → 应用管理 → 自建 → 接收消息 → 设置API接收',
      entries: [
        { field: 'URL', value: url },
        { field: 'Token', variable: 'WECOM_KF_TOKEN' },
        { field: 'EncodingAESKey', variable: 'WECOM_KF_AES_KEY' },
        { field: ipList, key: 'enter address' },
        { field: appsOfKf, key: 'enter app' },
        { field: accountsOfKf, key: 'enter accounts' },
      ],
    },
  }
}

async function lookAtApp(account: Account, around: Surroundings): Promise<Finding[]> {
  const { api, corpId, secret } = account
  const query = new URLSearchParams({ corpid: corpId, corpsecret: secret })
  const given = await jsonFrom(around, `${api}/cgi-bin/gettoken?${query}`)
  if (!given) return [awayFrom(api)]
  if (typeof given.access_token !== 'string') return [refusal(given)]
  const token: Finding = { state: 'fine', key: 'token', values: { id: corpId } }
  const access = encodeURIComponent(given.access_token)
  const listed = await jsonFrom(around, `${api}/cgi-bin/kf/account/list?access_token=${access}`, {
    offset: 0,
    limit: 100,
  })
  if (!listed) return [token, awayFrom(api)]
  if (Number(listed.errcode ?? 0) !== 0) return [token, refusal(listed)]
  const accounts = accountsIn(listed)
  if (accounts.length === 0)
    return [token, { state: 'ill', key: 'kf none', values: { field: accountsOfKf } }]
  const names = accounts.map(({ id, name }) => `${name} (${id})`).join(', ')
  return [token, { state: 'fine', key: 'kf accounts', values: { n: accounts.length, names } }]
}

/** developer.work.weixin.qq.com/document/path/90313. */
function refusal({ errcode, errmsg }: Readonly<Record<string, unknown>>): Finding {
  const code = Number(errcode ?? 0)
  if (code === 40013)
    return { state: 'ill', key: 'refuses', values: { names: 'WECOM_CORP_ID', code } }
  if (code === 40001)
    return { state: 'ill', key: 'refuses', values: { names: 'WECOM_KF_SECRET', code } }
  if (code === 60020) {
    return {
      state: 'ill',
      key: 'not listed',
      values: { address: addressIn(errmsg), code, field: ipList },
    }
  }
  if ([48002, 60011, 95017].includes(code))
    return { state: 'ill', key: 'kf right', values: { code, field: appsOfKf } }
  return { state: 'ill', key: 'platform code', values: { code } }
}
