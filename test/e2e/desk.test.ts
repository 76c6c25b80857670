import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { askDesk } from '../../src/operate/ask-desk.ts'
import { desktop, launchBrowser, noBrowser, openPage, phone } from '../support/browser.ts'
import { browserDesk } from '../support/browser-desk.ts'
import { complain, write } from '../support/complain.ts'
import { runDesk } from '../support/running-desk.ts'

const skipped = noBrowser()

describe.skipIf(skipped)('the staff’s page in a real browser', () => {
  const at = browserDesk()

  /** A link that lets the first admin in once more. */
  async function enter(page: Page) {
    const { code } = (await askDesk<{ code: string }>(at.desk.folder, 'admin-code'))!.answer
    await page.goto(`${at.desk.base}/desk`)
    await page.getByLabel('您的姓名').fill('李主管')
    await page.getByLabel('邀请码').fill(code)
    await page.getByRole('button', { name: '进入' }).click()
    await page.locator('.rooms').waitFor()
    await page.locator('.rooms a', { hasText: '客服组' }).click()
    await page.locator('#message').waitFor()
  }

  async function complainAs(story: string) {
    const { page } = await at.open(phone)
    await page.goto(at.desk.base)
    return complain(page, story)
  }

  it('lets the first admin in, shows a complaint as it comes, and takes it by a button', async () => {
    const { page, faults } = await at.open(desktop)
    await page.goto(`${at.desk.base}/desk`)
    await page.getByLabel('您的姓名').fill('王小明')
    await page.getByLabel('邀请码').fill(at.desk.code)
    await page.getByRole('button', { name: '进入' }).click()
    await page.getByText('没有工单').waitFor()

    const seen = page.waitForResponse(
      (answer) => answer.url().endsWith('/seen') && answer.status() === 204,
    )
    const customer = await at.open(phone)
    await customer.page.goto(at.desk.base)
    const number = await complain(customer.page, '你们的保温杯漏水！上周三刚买，第一次用就漏')

    const card = page.locator('.lines .theirs', { hasText: number }).first()
    await card.waitFor()
    await seen
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

  it('rings, counts in its title and notifies, and stays silent when told so', async () => {
    const { page, faults } = await at.open(desktop)
    await page.context().grantPermissions(['notifications'])
    await page.addInitScript(() => {
      const told = { tones: 0, notes: [] as string[] }
      const start = OscillatorNode.prototype.start
      OscillatorNode.prototype.start = function (at) {
        told.tones += 1
        start.call(this, at)
      }
      const Shown = class {
        static permission = 'granted'
        onclick = null
        constructor(title: string, { body }: NotificationOptions) {
          told.notes.push(`${title}: ${body}`)
        }
      }
      Object.assign(window, { Notification: Shown, told })
    })
    const told = () =>
      page.evaluate(() => (window as unknown as { told: { tones: number; notes: string[] } }).told)
    const look = (away: boolean) =>
      page.evaluate((hidden) => {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
      }, away)
    await enter(page)
    await page.locator('#message').click()
    await look(true)
    await complainAs('快递三天没到，气死我了')
    await page.waitForFunction(() => /^\(\d/.test(document.title))
    expect((await told()).tones).toBeGreaterThan(0)
    expect((await told()).notes[0]).toBe('示例商城 · 工作台: 有新消息')
    await look(false)
    await page.waitForFunction(() => !document.title.startsWith('('))

    await page.getByRole('button', { name: '提示音' }).click()
    await page.reload()
    const bell = page.getByRole('button', { name: '提示音' })
    expect(await bell.getAttribute('aria-pressed')).toBe('false')
    await page.locator('#message').click()
    await look(true)
    await complainAs('杯子漏水了，我要投诉')
    await page.waitForFunction(() => /^\(\d/.test(document.title))
    expect((await told()).tones).toBe(0)
    expect(faults).toEqual([])
  })

  it('shows a stranger the entrance and no room', async () => {
    const { page } = await at.open(desktop)
    await page.goto(`${at.desk.base}/desk`)
    expect(await page.locator('.rooms').count()).toBe(0)
    expect((await page.goto(`${at.desk.base}/desk/rooms/team/service`))!.status()).toBe(404)
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
