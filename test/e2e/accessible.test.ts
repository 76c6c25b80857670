/// <reference lib="dom" />
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { desktop, noBrowser, phone } from '../support/browser.ts'
import { browserDesk } from '../support/browser-desk.ts'
import { complain } from '../support/complain.ts'

const looks: [string, BrowserContextOptions][] = [
  ['on a phone, light', { ...phone, colorScheme: 'light' }],
  ['on a phone, dark', { ...phone, colorScheme: 'dark' }],
  ['on a desktop, light', { ...desktop, colorScheme: 'light' }],
  ['on a desktop, dark', { ...desktop, colorScheme: 'dark' }],
]

describe.skipIf(noBrowser())('both pages for everybody', () => {
  const at = browserDesk()
  let staff: Awaited<ReturnType<BrowserContext['storageState']>>
  beforeAll(async () => {
    const { page } = await at.open(desktop)
    await enter(page)
    staff = await page.context().storageState()
  })

  async function enter(page: Page) {
    await page.goto(`${at.desk.base}/desk`)
    expect(await seriousFaults(page)).toEqual([])
    await goTo(page, 'input[name=name]')
    await page.keyboard.type('王小明')
    await goTo(page, 'input[name=code]')
    await page.keyboard.type(at.desk.code)
    await page.keyboard.press('Enter')
    await page.locator('.rooms').waitFor()
  }

  it.each(looks)('axe-core finds nothing serious %s', async (_, look) => {
    const customer = (await at.open(look)).page
    await customer.goto(at.desk.base)
    await customer.locator('.welcome').waitFor()
    expect(await seriousFaults(customer)).toEqual([])
    const notice = await customer.context().newPage()
    await notice.goto(`${at.desk.base}/privacy`)
    expect(await seriousFaults(notice)).toEqual([])
    const number = await complain(customer, '你们的保温杯漏水！上周三刚买，第一次用就漏')
    expect(await seriousFaults(customer)).toEqual([])

    const { page } = await at.open({ ...look, storageState: staff })
    await page.goto(`${at.desk.base}/desk`)
    await page.locator('.lines .theirs', { hasText: number }).first().waitFor()
    expect(await seriousFaults(page)).toEqual([])
    for (const tab of ['群组', '工单']) {
      const button = page.getByRole('button', { name: tab, exact: true })
      if (await button.isVisible()) await button.click()
      expect(await seriousFaults(page)).toEqual([])
    }
    await page.locator('.ticket', { hasText: number }).click()
    await page.locator('.card', { hasText: number }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
  })

  it('lets staff work a ticket by keyboard alone', async () => {
    const customer = (await at.open(phone)).page
    await customer.goto(at.desk.base)
    const number = await complain(customer, '杯子漏水，我要投诉')
    const { page, faults } = await at.open({ ...desktop, storageState: staff })
    await page.goto(`${at.desk.base}/desk`)
    await page.locator('.lines .theirs', { hasText: number }).first().waitFor()

    await goTo(page, '.lines .theirs .choice')
    await goTo(page, '.filters button')
    const choose = async (there: string) => {
      await goTo(page, there)
      await page.keyboard.press('Enter')
    }
    await choose(`.ticket:has-text("${number}")`)
    await page.locator('.card', { hasText: number }).waitFor()
    await choose('#take')
    await page.locator('.card', { hasText: '王小明' }).waitFor()
    await goTo(page, '#message')
    await page.keyboard.type(`/note ${number} 已看过照片`)
    await page.keyboard.press('Enter')
    await page.locator('.card .history', { hasText: '已看过照片' }).waitFor()
    await choose('#back')
    await page.locator('.filters').waitFor()
    await choose('.rooms li:last-child a')
    await page.getByText('这里还没有消息').waitFor()
    expect(faults).toEqual([])
    await choose('.desk-head form button')
    await page.getByLabel('邀请码').waitFor()
  })
})

/** Presses Tab until the focus is on such an element; fails where it never gets there. */
async function goTo(page: Page, there: string): Promise<void> {
  const seen = page.locator(there)
  await seen.first().waitFor()
  for (let step = 0; step < 200; step++) {
    if (await page.locator(`${there}:focus`).count()) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${there}`)
}
