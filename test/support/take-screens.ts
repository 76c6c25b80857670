import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { desktop, launchBrowser, openPage, phone } from './browser.ts'
import { complain } from './complain.ts'
import { runDesk } from './running-desk.ts'

/** Draws the pictures of the README anew: both pages, phone and desktop, light and dark, with a real talk on them. */
export async function takeScreens(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await using desk = await runDesk()
  const browser = await launchBrowser()
  const shoot = (page: Page, name: string) =>
    page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
  try {
    const entrance = await openPage(browser, desktop)
    await entrance.page.goto(`${desk.base}/desk`)
    await entrance.page.getByLabel('您的姓名').fill('王小明')
    await entrance.page.getByLabel('邀请码').fill(desk.code)
    await entrance.page.getByRole('button', { name: '进入' }).click()
    await entrance.page.locator('.rooms').waitFor()
    const storageState = await entrance.page.context().storageState()

    const talk = await openPage(browser, phone)
    await talk.page.goto(desk.base)
    const number = await complain(talk.page, '你们的保温杯漏水！上周三刚买，第一次用就漏')
    const customer = await talk.page.context().storageState()

    const sizes: [string, BrowserContextOptions][] = [
      ['phone', { ...phone, viewport: { width: 390, height: 760 }, deviceScaleFactor: 1.5 }],
      ['desktop', desktop],
    ]
    for (const [size, options] of sizes) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const look = { ...options, colorScheme }
        const mine = await openPage(browser, { ...look, storageState: customer })
        await mine.page.goto(desk.base)
        await mine.page.getByText(number).first().waitFor()
        await shoot(mine.page, `customer-${size}-${colorScheme}`)
        const staff = await openPage(browser, { ...look, storageState })
        await staff.page.goto(`${desk.base}/desk`)
        await staff.page.locator('.lines .theirs', { hasText: number }).first().waitFor()
        if (size === 'desktop') {
          await staff.page.locator('.ticket', { hasText: number }).click()
          await staff.page.locator('.card', { hasText: number }).waitFor()
        }
        await shoot(staff.page, `desk-${size}-${colorScheme}`)
      }
    }
  } finally {
    await browser.close()
  }
}
