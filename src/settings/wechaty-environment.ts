import { shown } from './explain-issues.ts'

/** A WeChat account of a person, reached through wechaty; the token stands in the environment only. */
export type WechatyAccount = {
  /** The packages that are wechaty and its puppet. */
  library: string
  puppet: string
  /** What the puppet is made with. */
  options: { token?: string; endpoint?: string; tls?: { disable: boolean } }
  /** The file under the data folder the login is kept in, without its ending. */
  memory: string
}

export const wechatyDefaults = {
  WECHATY_PUPPET: '',
  WECHATY_PUPPET_SERVICE_TOKEN: '',
  WECHATY_PUPPET_SERVICE_ENDPOINT: '',
  WECHATY_TLS: 'yes',
  WECHATY_MEMORY: 'login',
  WECHATY_LIBRARY: 'wechaty',
}
type Name = keyof typeof wechatyDefaults
type Read = (name: Name) => string
type Tell = (name: Name, what: string, values: Record<string, string>) => void

/** Short names of puppets that come with the library. */
const known = ['service', 'wechat4u', 'mock']
const packageName = /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/

/** The account, where a puppet is named; what is lacking or wrong goes to `tell`, which never gets to see a secret. */
export function readWechaty(read: Read, tell: Tell): WechatyAccount | undefined {
  const name = read('WECHATY_PUPPET')
  const token = read('WECHATY_PUPPET_SERVICE_TOKEN')
  if (name === '') {
    if (token !== '') {
      tell('WECHATY_PUPPET', 'needed with', { other: 'WECHATY_PUPPET_SERVICE_TOKEN' })
    }
    return undefined
  }
  const library = read('WECHATY_LIBRARY')
  const puppet = known.includes(name) ? `${library}-puppet-${name}` : name
  if (!packageName.test(library)) tell('WECHATY_LIBRARY', 'package', { got: shown(library) })
  if (!packageName.test(puppet)) tell('WECHATY_PUPPET', 'package', { got: shown(name) })
  const memory = read('WECHATY_MEMORY')
  if (!/^\w[\w.-]{0,63}$/.test(memory)) tell('WECHATY_MEMORY', 'plain name', { got: shown(memory) })
  const options = name === 'service' ? gateway(read, tell) : { ...(token && { token }) }
  return { library, puppet, options, memory }
}

function gateway(read: Read, tell: Tell): WechatyAccount['options'] {
  const token = read('WECHATY_PUPPET_SERVICE_TOKEN')
  const endpoint = read('WECHATY_PUPPET_SERVICE_ENDPOINT')
  const tls = read('WECHATY_TLS')
  // Its beginning names whom the certificate of the gateway is for.
  if (!/^[\w.-]+_[\w-]{8,}$/.test(token)) tell('WECHATY_PUPPET_SERVICE_TOKEN', 'gateway token', {})
  // Without one wechaty asks a foreign host where the gateway is.
  if (!/^(?:[\w.-]+|\[[\da-f:.]+\]):\d{1,5}$/i.test(endpoint)) {
    tell('WECHATY_PUPPET_SERVICE_ENDPOINT', 'endpoint', { got: shown(endpoint) })
  }
  if (tls !== 'yes' && tls !== 'no') {
    tell('WECHATY_TLS', 'not one of', { got: shown(tls), known: 'yes, no' })
  }
  return { token, endpoint, tls: { disable: tls === 'no' } }
}
