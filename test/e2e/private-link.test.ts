import { describe, expect, it } from 'vitest'
import { desktop, noBrowser, phone } from '../support/browser.ts'
import { browserDesk } from '../support/browser-desk.ts'
import { complain, saidOn, write } from '../support/complain.ts'

describe.skipIf(noBrowser())('the private link in a real browser', () => {
  const at = browserDesk()

  it('comes with the number, and opens the same conversation on another device', async () => {
    const { page, faults } = await at.open(desktop)
    await page.goto(at.desk.base)
    await page.locator('.welcome').waitFor()
    const number = await complain(page, '你们的保温杯漏水！上周三刚买，第一次用就漏，太生气了')
    const card = page.locator('.link-card')
    await card.getByText('保存这个链接').waitFor()
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('.link-card img')?.naturalWidth ?? 0) > 0,
    )
    const address = (await card.getByRole('link').getAttribute('href'))!
    expect(address.startsWith(`${at.desk.base}/continue?link=`)).toBe(true)
    const said = await saidOn(page)

    const other = await at.open(phone)
    await other.page.goto(address)
    expect(await other.page.content()).not.toContain(number)
    await other.page.getByRole('button', { name: '继续对话' }).click()
    await other.page.getByText(number).first().waitFor()
    expect(await saidOn(other.page)).toEqual(said)
    expect(await other.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)

    await write(other.page, '杯子是蓝色的')
    await page.locator('.lines .mine', { hasText: '杯子是蓝色的' }).waitFor()
    expect([...faults, ...other.faults]).toEqual([])
  })

  it('shows who follows a wrong one how to find his case, and nothing else', async () => {
    const { page } = await at.open(phone)
    await page.goto(`${at.desk.base}/continue?link=${'A'.repeat(43)}`)
    await page.getByText('这个链接打不开了').waitFor()
    await page.getByRole('link', { name: '开始新的对话' }).click()
    await page.locator('.welcome').waitFor()
  })
})
