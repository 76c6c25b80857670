import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const known = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** A browser that is installed on this machine; `undefined` where there is none. */
export const chromiumPath = known.find((path) => path !== undefined && existsSync(path))

/** Why page tests are skipped, if they are. On a build server a missing browser is a failure, not a skip. */
export function noBrowser(): string | undefined {
  if (chromiumPath !== undefined) return undefined
  const reason = 'no Chromium found: install chromium, or name one in CHROMIUM_PATH'
  if (process.env.CI) throw new Error(reason)
  console.warn(`page tests are skipped: ${reason}`)
  return reason
}

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
}
export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } }

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath! })
}

/** A page of its own, with everything that went wrong on it. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions,
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ...options,
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // A request that fails while the connection is cut is no fault of the page.
    const expected = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|ERR_NETWORK/.test(message.text())
    if (message.type() === 'error' && !expected) faults.push(message.text())
  })
  return { page, faults }
}
