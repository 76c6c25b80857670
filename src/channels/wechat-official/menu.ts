import type { Known } from '../../domain/message.ts'
import { type Platform, PlatformAwayError } from '../wechat-core/platform.ts'

/** The longest text a code may carry, in characters (developers.weixin.qq.com, parametric QR codes). */
const longestScene = 64
/** How long a code is good, in seconds: the longest the platform gives to one that is not for ever. */
const month = 30 * 24 * 3600

/** Gives the account a menu of at most three buttons; each says its label, as if the customer had typed it. */
export async function createMenu(platform: Platform, labels: readonly string[]): Promise<void> {
  const button = labels.slice(0, 3).map((name) => ({ type: 'click', name, key: name }))
  const { errcode } = await platform.call('/cgi-bin/menu/create', { button })
  if (errcode !== 0) throw new PlatformAwayError(`WeChat takes no menu: ${errcode}`)
}

/**
 * A code that says which order or shop the talk is about, for receipts and shop doors: `url` to draw it oneself, `picture`
 * where the platform shows it. Throws `RangeError` where that is more than a code carries.
 */
export async function createSceneCode(
  platform: Platform,
  known: Known,
): Promise<{ url: string; picture: string }> {
  const scene = Object.entries(known)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  if (scene.length > longestScene) throw new RangeError(`a code carries ${longestScene} characters`)
  const answer = await platform.call('/cgi-bin/qrcode/create', {
    expire_seconds: month,
    action_name: 'QR_STR_SCENE',
    action_info: { scene: { scene_str: scene } },
  })
  if (answer.errcode !== 0) throw new PlatformAwayError(`WeChat gives no code: ${answer.errcode}`)
  const ticket = encodeURIComponent(String(answer.ticket))
  return {
    url: String(answer.url),
    picture: `https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=${ticket}`,
  }
}
