import { orAway, type Platform } from '../wechat-core/platform.ts'
import { addressOf } from './account.ts'

/** Who a customer's session is with (developer.work.weixin.qq.com/document/path/94669): new, ours, in the pool. */
const takeable = [0, 1, 2]
const ours = 1

/**
 * Takes a customer's session back that the platform has put elsewhere; false where a member of the company has it in WeCom
 * itself, where it is over, or where the platform leaves it there.
 */
export async function takeBack(platform: Platform, peer: string): Promise<boolean> {
  const { open_kfid, touser: external_userid } = addressOf(peer)
  const whose = { open_kfid, external_userid }
  const found = await orAway(platform.call('/cgi-bin/kf/service_state/get', whose))
  if (found.errcode !== 0 || !takeable.includes(Number(found.service_state))) return false
  const { errcode } = await orAway(
    platform.call('/cgi-bin/kf/service_state/trans', { ...whose, service_state: ours }),
  )
  return errcode === 0
}
