import { toString as drawQr } from 'qrcode'
import type { Login } from '../web-desk.ts'
import { askDesk } from './ask-desk.ts'

/** How often the running desk is asked, in ms. */
const every = 2_000

type Parts = {
  folder: string
  /** A line of `flows/settings/texts.*.yaml`, group `login`. */
  say(key: string, values?: object): void
  show(code: string): void
  wait(ms: number): Promise<void>
}

/**
 * Shows what an admin has to scan so that the desk's personal WeChat account is logged in, and what replaces it, until it
 * is. False where there is no such account, or no desk runs.
 */
export async function showLogin({ folder, say, show, wait }: Parts): Promise<boolean> {
  let shown = ''
  for (;;) {
    const asked = await askDesk<Login | null>(folder, 'wechaty-login')
    if (!asked) {
      say('no desk', { folder })
      return false
    }
    const login = asked.answer
    if (!login) {
      say('no account')
      return false
    }
    if (login.isIn) {
      say('done')
      return true
    }
    const now = login.code ?? login.reason ?? ''
    if (now !== shown && login.code !== undefined) {
      show(await drawQr(login.code, { type: 'utf8', errorCorrectionLevel: 'L' }))
      say('scan')
    } else if (now !== shown) say('waiting', { reason: now })
    shown = now
    await wait(every)
  }
}
