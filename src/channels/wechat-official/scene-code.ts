import type { Known } from '../../domain/message.ts'
import { sceneFor } from '../../http/known.ts'
import { type Platform, RefusedByPlatformError } from '../wechat-core/platform.ts'

/** The longest text a code may carry, in characters (developers.weixin.qq.com, parametric QR codes). */
const longestScene = 64
/** The longest time of a code that is not for ever, in days. */
export const longestDays = 30

/**
 * The address to draw as a code that says which order or shop the talk is about, for receipts and shop doors. With `days` it
 * is good for so long; without, for ever, and is one of the 100 000 an account may have. Throws `RangeError` where that is
 * more than a code carries, `RefusedByPlatformError`.
 */
export async function createSceneCode(
  platform: Platform,
  known: Known,
  days?: number,
): Promise<string> {
  const scene = sceneFor(known)
  if (scene.length > longestScene) {
    throw new RangeError(`a code carries ${longestScene} characters; these are ${scene.length}`)
  }
  const forDays = days === undefined ? {} : { expire_seconds: days * 24 * 3600 }
  const answer = await platform.call('/cgi-bin/qrcode/create', {
    ...forDays,
    action_name: days === undefined ? 'QR_LIMIT_STR_SCENE' : 'QR_STR_SCENE',
    action_info: { scene: { scene_str: scene } },
  })
  if (answer.errcode !== 0) throw new RefusedByPlatformError(answer.errcode)
  return String(answer.url)
}
