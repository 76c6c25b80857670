import { awayFrom, type CheckAccount, type Finding, jsonFrom, type Surroundings } from '../check.ts'
import { addressIn, lookAtWebhook } from '../wechat-core/call-ourselves.ts'
import { type Account, webhookPath } from './account.ts'

/** Where the addresses stand that may call the platform. */
const ipList = 'IP 白名单'

/** Looks at an official account: its token (which stays the one that holds), and our address. */
export const checkWechatOfficial: CheckAccount<Account> = async (account, around) => {
  const url = `${around.baseUrl ?? 'https://…'}${webhookPath}`
  return {
    findings: [
      await lookAtToken(account, around),
      ...(await lookAtWebhook(around, webhookPath, account)),
    ],
    enter: {
      page: 'mp.weixin.qq.com → 设置与开发 → 基本配置',
      entries: [
        { field: '服务器地址 (URL)', value: url },
        { field: '令牌 (Token)', variable: 'WECHAT_OFFICIAL_TOKEN' },
        { field: '消息加解密密钥 (EncodingAESKey)', variable: 'WECHAT_OFFICIAL_AES_KEY' },
        { field: '消息加解密方式', value: '安全模式' },
        { field: ipList, key: 'enter address' },
      ],
    },
  }
}

async function lookAtToken(
  { api, appId, appSecret }: Account,
  around: Surroundings,
): Promise<Finding> {
  const answer = await jsonFrom(around, `${api}/cgi-bin/stable_token`, {
    grant_type: 'client_credential',
    appid: appId,
    secret: appSecret,
    force_refresh: false,
  })
  if (!answer) return awayFrom(api)
  if (typeof answer.access_token === 'string')
    return { state: 'fine', key: 'token', values: { id: appId } }
  return refusal(Number(answer.errcode ?? 0), answer.errmsg)
}

/** developers.weixin.qq.com, codes of `stable_token`. */
function refusal(code: number, words: unknown): Finding {
  if (code === 40013)
    return { state: 'ill', key: 'refuses', values: { names: 'WECHAT_OFFICIAL_APP_ID', code } }
  if ([40001, 40125].includes(code)) {
    return { state: 'ill', key: 'refuses', values: { names: 'WECHAT_OFFICIAL_APP_SECRET', code } }
  }
  if (code === 40164) {
    return {
      state: 'ill',
      key: 'not listed',
      values: { address: addressIn(words), code, field: ipList },
    }
  }
  return { state: 'ill', key: 'platform code', values: { code } }
}
