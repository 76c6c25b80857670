import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, launchBrowser, noBrowser, openPage, phone } from '../support/browser.ts'
import { complain, write } from '../support/complain.ts'
import { type RunningDesk, runDesk } from '../support/running-desk.ts'

const skipped = noBrowser()

describe.skipIf(skipped)('the staff’s page in a real browser', () => {
  let desk: RunningDesk
  let browser: Browser
  beforeAll(async () => {
    desk = await runDesk()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await desk[Symbol.asyncDispose]()
  })

  it('lets the first admin in, shows a complaint as it comes, and takes it by a button', async () => {
    const { page, faults } = await openPage(browser, desktop)
    await page.goto(`${desk.base}/desk`)
    await page.getByLabel('您的姓名').fill('王小明')
    await page.getByLabel('邀请码').fill(desk.code)
    await page.getByRole('button', { name: '进入' }).click()
    await page.getByText('没有工单').waitFor()

    const customer = await openPage(browser, phone)
    await customer.page.goto(desk.base)
    const number = await complain(customer.page, '你们的保温杯漏水！上周三刚买，第一次用就漏')

    const card = page.locator('.lines .theirs', { hasText: number }).first()
    await card.waitFor()
    await page.locator('.ticket', { hasText: number }).waitFor()
    await card.locator('.choice').first().click()
    await page.locator('.ticket', { hasText: '王小明' }).waitFor()
    await page.locator('.ticket', { hasText: '调查中' }).click()
    await page.locator('.card', { hasText: '王小明' }).waitFor()

    await write(page, `/note ${number} 已看过照片`)
    await page.locator('.card .history', { hasText: '已看过照片' }).waitFor()
    await page.reload()
    await page.locator('.lines .theirs', { hasText: number }).first().waitFor()
    expect([...faults, ...customer.faults]).toEqual([])
  })

  it('shows a stranger the entrance and no room', async () => {
    const { page } = await openPage(browser, desktop)
    await page.goto(`${desk.base}/desk`)
    expect(await page.locator('.rooms').count()).toBe(0)
    expect((await page.goto(`${desk.base}/desk/rooms/team/service`))!.status()).toBe(404)
  })
})

describe.skipIf(skipped)('the demo', () => {
  it('pushes the clock forward by a button on the page', async () => {
    await using desk = await runDesk('--demo')
    const browser = await launchBrowser()
    try {
      const { page, faults } = await openPage(browser, phone)
      await page.goto(desk.base)
      const clock = page.locator('.demo output')
      const before = await clock.innerText()
      await page.getByRole('button', { name: '+5 天' }).click()
      await clock.getByText('时钟已拨到').waitFor()
      expect(await clock.innerText()).not.toContain(before.slice(-12))
      expect(faults).toEqual([])
    } finally {
      await browser.close()
    }
  })
})
