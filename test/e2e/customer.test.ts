import { describe, expect, it } from 'vitest'
import { desktop, launchBrowser, noBrowser, openPage, phone } from '../support/browser.ts'
import { browserDesk } from '../support/browser-desk.ts'
import { complain, saidOn, write } from '../support/complain.ts'
import { png } from '../support/pictures.ts'
import { runDesk } from '../support/running-desk.ts'

const skipped = noBrowser()

describe.skipIf(skipped)('the customers’ page in a real browser', () => {
  const at = browserDesk()

  async function open(options = phone) {
    const opened = await at.open(options)
    await opened.page.goto(at.desk.base)
    await opened.page.locator('.welcome').waitFor()
    return opened
  }

  it('takes a complaint on a phone through to the ticket number, and keeps it over a reload', async () => {
    const { page, faults } = await open()
    const number = await complain(page, '你们的保温杯漏水！上周三刚买，第一次用就漏，太生气了')
    expect(number).toMatch(/^CP-\d{8}-\d{4,}$/)
    const said = await saidOn(page)
    expect(said[0]).toBe('> 你们的保温杯漏水！上周三刚买，第一次用就漏，太生气了')
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBe(390)
    await page.reload()
    await page.getByText(number).first().waitFor()
    expect(await saidOn(page)).toEqual(said)
    expect(faults).toEqual([])
  })

  it('keeps what is written while the connection is cut, and sends it once', async () => {
    const { page, faults } = await open()
    await write(page, '你好')
    await page.locator('.lines .theirs').first().waitFor()
    await page.context().setOffline(true)
    await write(page, '杯子漏水了')
    await write(page, '我要投诉')
    await page.locator('.notice', { hasText: '网络已断开' }).waitFor()
    expect(await page.locator('.pending .line').count()).toBe(2)
    await page.context().setOffline(false)
    await page.locator('.lines .mine').nth(2).waitFor()
    await page.locator('.pending .line').first().waitFor({ state: 'detached' })
    await page.reload()
    await page.locator('.lines .mine').nth(2).waitFor()
    const mine = (await saidOn(page)).filter((line) => line.startsWith('> '))
    expect(mine).toEqual(['> 你好', '> 杯子漏水了', '> 我要投诉'])
    expect(faults).toEqual([])
  })

  it('goes on by itself after the desk was killed, without loss or doubles', async () => {
    const { page } = await open()
    await write(page, '快递三天没到')
    await page.locator('.lines .theirs').first().waitFor()
    await at.desk.kill()
    await write(page, '我很着急')
    await page.locator('.pending .line').waitFor()
    await at.desk.start()
    await page.locator('.lines .mine', { hasText: '我很着急' }).waitFor()
    await page.locator('.lines .theirs').nth(1).waitFor()
    const shown = await saidOn(page)
    await page.reload()
    await page.locator('.lines .theirs').nth(1).waitFor()
    expect((await saidOn(page)).slice(0, shown.length)).toEqual(shown)
    expect(shown.filter((line) => line === '> 我很着急')).toHaveLength(1)
  })

  it('keeps an unsent message when the page is closed', async () => {
    const { page } = await open()
    await write(page, '你好')
    await page.locator('.lines .theirs').first().waitFor()
    await page.context().setOffline(true)
    await write(page, '这句还没发出去')
    await page.locator('.pending .line').waitFor()
    const again = await page.context().newPage()
    await page.close()
    await again.context().setOffline(false)
    await again.goto(at.desk.base)
    await again.locator('.lines .mine', { hasText: '这句还没发出去' }).waitFor()
    expect(await saidOn(again)).toContain('> 这句还没发出去')
  })

  it('shows photos, and says clearly what it cannot take', async () => {
    const { page } = await open()
    const choose = (name: string, mimeType: string, bytes: Uint8Array) =>
      page.setInputFiles('input[type=file]', { name, mimeType, buffer: Buffer.from(bytes) })
    await choose('cup.png', 'image/png', png(300, 200))
    const image = page.locator('.lines .mine img')
    await image.waitFor()
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('.lines img')!.naturalWidth === 300,
    )
    await choose('notes.txt', 'text/plain', new TextEncoder().encode('hello'))
    await page.getByText('这个文件不是照片').waitFor()
    await choose('broken.png', 'image/png', png(300, 200).slice(0, 90))
    await page.getByText('这张照片打不开').waitFor()
    await choose('huge.png', 'image/png', new Uint8Array(11 * 1024 * 1024))
    await page.getByText('这张照片太大了').waitFor()
    expect(await page.locator('.lines .mine').count()).toBe(1)
  })

  it('refuses a very long text, and gives it back to be shortened', async () => {
    const { page } = await open()
    await write(page, '漏'.repeat(350_000))
    const failed = page.locator('.failed')
    await failed.getByText('这段话太长了').waitFor()
    await failed.getByRole('button', { name: '放回输入框' }).click()
    expect(await page.inputValue('#message')).toHaveLength(350_000)
  })

  it('shows people’s words as words, whatever is in them', async () => {
    const { page, faults } = await open()
    const wild = '<img src=x onerror=alert(1)> <b>粗</b> \u202eevil 👨‍👩‍👧 שלום'
    await write(page, wild)
    await page.locator('.lines .mine').waitFor()
    expect((await saidOn(page))[0]).toBe(`> ${wild.replace('\u202e', '')}`)
    expect(await page.locator('.lines b, .lines img').count()).toBe(0)
    expect(faults).toEqual([])
  })

  it('can be used by keyboard alone, and tells a screen reader what is what', async () => {
    const { page } = await open(desktop)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('message')
    const goTo = async (there: string, key: string) => {
      while (!(await page.evaluate((to) => document.activeElement?.matches(to), there))) {
        await page.keyboard.press(key)
      }
    }
    const number = await complain(page, '杯子漏水，我要投诉', {
      async say(_, text) {
        await goTo('#message', 'Tab')
        await page.keyboard.type(text)
        await page.keyboard.press('Enter')
      },
      async choose() {
        await goTo('.choices:not(.past) .choice:first-child', 'Shift+Tab')
        await page.keyboard.press('Enter')
      },
    })
    expect(number).toMatch(/^CP-/)
    expect(await page.locator('.choice[aria-pressed=true]').count()).toBeGreaterThan(0)
    expect(await page.getByRole('log').getAttribute('aria-live')).toBe('polite')
    for (const name of ['消息内容', '发送照片'])
      await page.getByLabel(name, { exact: true }).waitFor()
    await page.getByRole('button', { name: '发送', exact: true }).waitFor()
    const nameless = await page
      .locator('button, a, input, textarea')
      .evaluateAll((all) =>
        all.filter(
          (one) =>
            !one.textContent?.trim() && !one.getAttribute('aria-label') && !one.closest('label'),
        ),
      )
    expect(nameless).toEqual([])
  })

  it('does not send while an input method is composing', async () => {
    const { page } = await open(desktop)
    await page.fill('#message', 'ni')
    await page.evaluate(() => {
      const box = document.querySelector('#message')!
      box.dispatchEvent(new CompositionEvent('compositionstart'))
      box.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }),
      )
    })
    expect(await page.locator('.line').count()).toBe(0)
    await page.evaluate(() =>
      document.querySelector('#message')!.dispatchEvent(new CompositionEvent('compositionend')),
    )
    await page.waitForFunction(() => new Promise((done) => setTimeout(() => done(true))))
    await page.press('#message', 'Shift+Enter')
    expect(await page.inputValue('#message')).toBe('ni\n')
    await page.press('#message', 'Enter')
    await page.locator('.lines .mine').waitFor()
  })

  it('speaks three languages and remembers the choice', async () => {
    const { page } = await open(desktop)
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByText('If something went wrong').waitFor()
    await page.goto(at.desk.base)
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    await page.getByRole('link', { name: '繁體中文' }).click()
    await page.getByText('請直接告訴我們').waitFor()
  })

  it.each(['light', 'dark'] as const)('is readable in %s colours', async (colorScheme) => {
    const { page } = await open({ ...phone, colorScheme })
    await write(page, '你好')
    await page.locator('.lines .theirs').first().waitFor()
    const pairs = await page.evaluate(() => {
      const numbers = (colour: string) => colour.match(/[\d.]+/g)!.map(Number)
      const brightness = (colour: string) => {
        const [r, g, b] = numbers(colour).map((part) => {
          const share = part / 255
          return share <= 0.04 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
      }
      const ground = (one: Element | null): string => {
        if (!one) return 'rgb(255, 255, 255)'
        const colour = getComputedStyle(one).backgroundColor
        return numbers(colour)[3] === 0 ? ground(one.parentElement) : colour
      }
      const shown = [
        '.mine .bubble',
        '.theirs .bubble',
        '.under',
        '.day',
        '.head h1',
        '.head p',
        '#message',
      ]
      return shown.map((selector) => {
        const one =
          document.querySelector(`.lines ${selector}`) ?? document.querySelector(selector)!
        const [a, b] = [brightness(getComputedStyle(one).color), brightness(ground(one))]
        return { selector, contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) }
      })
    })
    for (const { selector, contrast } of pairs) {
      expect(contrast, selector).toBeGreaterThanOrEqual(4.5)
    }
  })
})

describe.skipIf(skipped)('the privacy notice', () => {
  it('is one tap away from the first answer, with nothing to press', async () => {
    await using desk = await runDesk('--base-url', 'https://help.example.com')
    const browser = await launchBrowser()
    try {
      const { page } = await openPage(browser, phone)
      await page.goto(desk.base)
      await write(page, 'Your kettle leaks https://evil.example/x')
      const link = page.locator('.lines .theirs a')
      await link.waitFor()
      expect(await link.getAttribute('href')).toBe('https://help.example.com/privacy')
      expect(await page.locator('.lines .mine a').count()).toBe(0)
      const opened = page.context().waitForEvent('page')
      await page.locator('.head').getByRole('link', { name: '隐私说明' }).click()
      const notice = await opened
      await notice.getByText('我们从不索要什么').waitFor()
    } finally {
      await browser.close()
    }
  })
})
