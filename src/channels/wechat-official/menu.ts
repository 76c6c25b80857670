import { type Platform, RefusedByPlatformError } from '../wechat-core/platform.ts'

/** A button of the account's menu: it says something as if the customer had typed it, opens a page, or holds others. */
export type MenuButton = {
  name: string
  says?: string | undefined
  opens?: string | undefined
  below?: readonly MenuButton[] | undefined
}

/** Gives the account a menu in the place of the one it has. Throws `RefusedByPlatformError`. */
export async function createMenu(
  platform: Platform,
  buttons: readonly MenuButton[],
): Promise<void> {
  const menu = { button: buttons.map(asButton) }
  const { errcode } = await platform.call('/cgi-bin/menu/create', menu)
  if (errcode !== 0) throw new RefusedByPlatformError(errcode)
}

function asButton({ name, says, opens, below }: MenuButton): object {
  if (below) return { name, sub_button: below.map(asButton) }
  return opens ? { type: 'view', name, url: opens } : { type: 'click', name, key: says }
}
