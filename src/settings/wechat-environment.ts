import { shown } from './explain-issues.ts'

/** A WeChat official account, as its page shows it. Its secrets stand in the environment only. */
export type WechatOfficial = {
  appId: string
  appSecret: string
  token: string
  aesKey: string
  /** Where the platform is called. */
  api: string
  /** The template message that asks a customer to write again, and which of its fields is filled. */
  template: { id: string; field: string } | undefined
  /** The template of a message that a customer has consented to, its scene, and where the pages are. */
  subscribe: { id: string; scene: string; home: string } | undefined
}

export const wechatDefaults = {
  WECHAT_OFFICIAL_APP_ID: '',
  WECHAT_OFFICIAL_APP_SECRET: '',
  WECHAT_OFFICIAL_TOKEN: '',
  WECHAT_OFFICIAL_AES_KEY: '',
  WECHAT_OFFICIAL_API: 'https://api.weixin.qq.com',
  WECHAT_OFFICIAL_TEMPLATE: '',
  WECHAT_OFFICIAL_SUBSCRIBE: '',
}
type Name = keyof typeof wechatDefaults

/** Without these there is no account. */
export const wechatNeeded = [
  'WECHAT_OFFICIAL_APP_ID',
  'WECHAT_OFFICIAL_APP_SECRET',
  'WECHAT_OFFICIAL_TOKEN',
  'WECHAT_OFFICIAL_AES_KEY',
] as const satisfies readonly Name[]

/**
 * The account, where one is named; what is lacking or wrong goes to `tell`, which never gets to see a secret. `baseUrl`: where
 * the platform sends customers back to.
 */
export function readWechatOfficial(
  read: (name: Name) => string,
  tell: (name: Name | 'BASE_URL', what: string, values: Record<string, string>) => void,
  baseUrl: string | undefined,
): WechatOfficial | undefined {
  const named = wechatNeeded.find((name) => read(name) !== '')
  if (named === undefined) return undefined
  for (const name of wechatNeeded)
    if (read(name) === '') tell(name, 'needed with', { other: named })
  const aesKey = read('WECHAT_OFFICIAL_AES_KEY')
  if (aesKey !== '' && !/^[A-Za-z0-9]{43}$/.test(aesKey)) {
    tell('WECHAT_OFFICIAL_AES_KEY', 'aes key', {})
  }
  const api = read('WECHAT_OFFICIAL_API').replace(/\/$/, '')
  if (!/^https?:\/\//.test(api) || !URL.canParse(api)) {
    tell('WECHAT_OFFICIAL_API', 'base url', { got: shown(api) })
  }
  const template = read('WECHAT_OFFICIAL_TEMPLATE')
  const [, id, field] = /^([\w-]+):(\w+)$/.exec(template) ?? []
  if (template !== '' && id === undefined) {
    tell('WECHAT_OFFICIAL_TEMPLATE', 'template', { got: shown(template) })
  }
  return {
    appId: read('WECHAT_OFFICIAL_APP_ID'),
    appSecret: read('WECHAT_OFFICIAL_APP_SECRET'),
    token: read('WECHAT_OFFICIAL_TOKEN'),
    aesKey,
    api,
    template: id === undefined ? undefined : { id, field: field! },
    subscribe: readSubscribe(read, tell, baseUrl),
  }
}

/** developers.weixin.qq.com, One-time_subscription_info: a scene is 0 to 10000, the way back a domain of the account. */
function readSubscribe(
  read: (name: Name) => string,
  tell: (name: Name | 'BASE_URL', what: string, values: Record<string, string>) => void,
  home: string | undefined,
): WechatOfficial['subscribe'] {
  const given = read('WECHAT_OFFICIAL_SUBSCRIBE')
  if (given === '') return undefined
  const [, id, scene] = /^([\w-]+):(\d{1,5})$/.exec(given) ?? []
  if (id === undefined || Number(scene) > 10_000) {
    tell('WECHAT_OFFICIAL_SUBSCRIBE', 'subscribe', { got: shown(given) })
  }
  if (!home) tell('BASE_URL', 'needed with', { other: 'WECHAT_OFFICIAL_SUBSCRIBE' })
  return id === undefined || !home ? undefined : { id, scene: scene!, home }
}
