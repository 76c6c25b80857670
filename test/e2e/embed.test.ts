/// <reference lib="dom" />
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { desktop, launchBrowser, noBrowser, openPage, phone } from '../support/browser.ts'
import { freePort, type RunningDesk, runDeskWith } from '../support/running-desk.ts'

describe.skipIf(noBrowser())('the chat on a shop’s page', () => {
  let desk: RunningDesk
  let shop: Server
  let browser: Browser
  /** `localhost` and `127.0.0.1` are two sites to a browser: no cookie goes from one to the other. */
  let allowed: string
  let stranger: string
  beforeAll(async () => {
    const port = await freePort()
    allowed = `http://localhost:${port}`
    stranger = `http://shop.localhost:${port}`
    desk = await runDeskWith({ EMBED_ORIGINS: allowed })
    shop = createServer((_, answer) => {
      answer.setHeader('Content-Type', 'text/html; charset=utf-8')
      // A strict shop: nothing but this one script and frame is let in.
      answer.setHeader(
        'Content-Security-Policy',
        `default-src 'none'; script-src ${desk.base}; frame-src ${desk.base}`,
      )
      answer.end(`<!DOCTYPE html><html lang="zh-CN"><meta name="viewport" content="width=device-width"><title>商店</title><main><h1>商店</h1></main>
        <script src="${desk.base}/embed.js" data-shop="徐家汇店 <b>" data-order="SO-20261120"></script>`)
    }).listen(port, '127.0.0.1')
    await once(shop, 'listening')
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    shop.close()
    await desk[Symbol.asyncDispose]()
  })

  async function visit(site: string, options: BrowserContextOptions) {
    const opened = await openPage(browser, options)
    await opened.page.goto(site)
    return { ...opened, frame: opened.page.frameLocator('iframe') }
  }

  it('opens by keyboard, talks, closes with Escape, and is there again after a reload', async () => {
    const { page, frame, faults } = await visit(allowed, desktop)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await frame.getByText('订单 SO-20261120').waitFor()
    await frame.getByText('门店 徐家汇店 <b>').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await frame.locator('#message').focus()
    await page.keyboard.type('快递三天没到')
    await page.keyboard.press('Enter')
    await frame.locator('.lines .theirs').first().waitFor()
    await page.keyboard.press('Escape')
    await page.locator('iframe').waitFor({ state: 'hidden' })
    expect(
      await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className),
    ).toContain('open')

    await page.reload()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await frame.locator('.lines .mine', { hasText: '快递三天没到' }).waitFor()
    expect(faults).toEqual([])
  })

  it('does not ask for the order number it was given, and puts it into the summary', async () => {
    const { page, frame } = await visit(allowed, phone)
    await page.getByRole('button', { name: '投诉与售后' }).tap()
    const box = (await page.getByRole('dialog').boundingBox())!
    expect([box.x, box.y, box.width, box.height]).toEqual([0, 0, 390, 844])
    const message = frame.locator('#message')
    await message.fill('我的快递三天没到，物流一直没更新，太生气了')
    await message.press('Enter')
    const said = frame.locator('.lines .theirs')
    await said.first().waitFor()
    for (let turn = 1; turn < 12; turn++) {
      await said.nth(turn - 1).waitFor()
      if (/是这样的吗|对吗/.test(await said.last().innerText())) break
      const before = await said.count()
      await message.fill('跳过')
      await message.press('Enter')
      await said.nth(before).waitFor()
    }
    const all = (await said.allInnerTexts()).join('\n')
    expect(all).toContain('订单号：SO-20261120')
    expect(all).toContain('地点：徐家汇店 <b>')
    expect(all).not.toMatch(/订单号.{0,8}[？?]/)
  })

  it('shows a dot when an answer comes while it is closed', async () => {
    const { page, frame } = await visit(allowed, desktop)
    await page.getByRole('button', { name: '投诉与售后' }).click()
    await frame.locator('#message').fill('快递三天没到')
    await page.getByRole('button', { name: '关闭' }).click()
    await frame.locator('.composer').evaluate((form: HTMLFormElement) => form.requestSubmit())
    await page.getByRole('button', { name: '投诉与售后 · 有新消息' }).waitFor()
  })

  it('is refused to a site that is not allowed, and to everybody where no site is', async () => {
    const { page, faults } = await visit(stranger, desktop)
    const refused = page.waitForEvent('console', {
      predicate: (message) => /frame-ancestors/.test(message.text()),
    })
    await page.getByRole('button', { name: '投诉与售后' }).click()
    await refused
    expect(await page.frameLocator('iframe').locator('#message').count()).toBe(0)
    expect(faults).not.toEqual([])
    const headers = async (path: string) => (await fetch(desk.base + path)).headers
    expect((await headers('/')).get('content-security-policy')).toContain(
      `frame-ancestors 'self' ${allowed}`,
    )
    const staff = await headers('/desk')
    expect(staff.get('content-security-policy')).toMatch(/frame-ancestors 'self'$/)
    expect(staff.get('x-frame-options')).toBe('SAMEORIGIN')
  })
})
