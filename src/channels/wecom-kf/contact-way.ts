import type { Known } from '../../domain/message.ts'
import { sceneFor } from '../../http/known.ts'
import { type Platform, RefusedByPlatformError } from '../wechat-core/platform.ts'
import { isId } from './account.ts'

/** A customer-service account, as the platform lists it. */
export type KfAccount = { id: string; name: string }

/** The platform's limit of what a link brings along, in bytes (developer.work.weixin.qq.com/document/path/94665). */
const longest = 128
/** Only links with a scene of their own bring anything along; it says no more than that they are the desk's. */
const scene = 'redress'

/** The accounts in an answer of `kf/account/list`. */
export function accountsIn({ account_list: list }: Readonly<Record<string, unknown>>): KfAccount[] {
  const accounts = Array.isArray(list) ? (list as { open_kfid?: unknown; name?: unknown }[]) : []
  return accounts
    .map(({ open_kfid: id, name }) => ({ id: String(id), name: String(name ?? '') }))
    .filter(({ id }) => isId(id))
}

/** The accounts the app may speak for (document/path/94661). Throws `RefusedByPlatformError`. */
export async function listAccounts(platform: Platform): Promise<KfAccount[]> {
  const answer = await platform.call('/cgi-bin/kf/account/list', { offset: 0, limit: 100 })
  if (answer.errcode !== 0) throw new RefusedByPlatformError(answer.errcode)
  return accountsIn(answer)
}

/**
 * The address that opens a talk with the account and says which order or shop it is about (document/path/94665). Throws
 * `RangeError` where that is more than a link brings along, `RefusedByPlatformError`.
 */
export async function contactLink(platform: Platform, kf: string, known: Known): Promise<string> {
  const param = encodeURIComponent(sceneFor(known))
  const size = param.length
  if (size > longest)
    throw new RangeError(`a link brings along ${longest} bytes; these are ${size}`)
  const answer = await platform.call('/cgi-bin/kf/add_contact_way', { open_kfid: kf, scene })
  if (answer.errcode !== 0) throw new RefusedByPlatformError(answer.errcode)
  const url = String(answer.url)
  return `${url}${url.includes('?') ? '&' : '?'}scene_param=${param}`
}
