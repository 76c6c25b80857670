import { shown } from './explain-issues.ts'

/** A company's 微信客服, as its page shows it. Its secrets stand in the environment only. */
export type WecomKf = {
  corpId: string
  secret: string
  token: string
  aesKey: string
  /** Where the platform is called. */
  api: string
}

export const wecomDefaults = {
  WECOM_CORP_ID: '',
  WECOM_KF_SECRET: '',
  WECOM_KF_TOKEN: '',
  WECOM_KF_AES_KEY: '',
  WECOM_API: 'https://qyapi.weixin.qq.com',
}
type Name = keyof typeof wecomDefaults

/** Without these there is no account. */
export const wecomNeeded = [
  'WECOM_CORP_ID',
  'WECOM_KF_SECRET',
  'WECOM_KF_TOKEN',
  'WECOM_KF_AES_KEY',
] as const satisfies readonly Name[]

/** The account, where one is named; what is lacking or wrong goes to `tell`, which never gets to see a secret. */
export function readWecomKf(
  read: (name: Name) => string,
  tell: (name: Name, what: string, values: Record<string, string>) => void,
): WecomKf | undefined {
  const named = wecomNeeded.find((name) => read(name) !== '')
  if (named === undefined) return undefined
  for (const name of wecomNeeded) if (read(name) === '') tell(name, 'needed with', { other: named })
  const aesKey = read('WECOM_KF_AES_KEY')
  if (aesKey !== '' && !/^[A-Za-z0-9]{43}$/.test(aesKey)) tell('WECOM_KF_AES_KEY', 'aes key', {})
  const api = read('WECOM_API').replace(/\/$/, '')
  if (!/^https?:\/\//.test(api) || !URL.canParse(api)) {
    tell('WECOM_API', 'base url', { got: shown(api) })
  }
  return {
    corpId: read('WECOM_CORP_ID'),
    secret: read('WECOM_KF_SECRET'),
    token: read('WECOM_KF_TOKEN'),
    aesKey,
    api,
  }
}
