import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchBrowser, openPage } from './browser.ts'
import { type RunningDesk, runDesk } from './running-desk.ts'

/** A running desk and a browser for the tests of a file; both are there from its first test on. */
export function browserDesk(run: () => Promise<RunningDesk> = runDesk) {
  const at = {} as { desk: RunningDesk; browser: Browser }
  beforeAll(async () => {
    at.desk = await run()
    at.browser = await launchBrowser()
  })
  afterAll(async () => {
    await at.browser.close()
    await at.desk[Symbol.asyncDispose]()
  })
  return Object.assign(at, {
    /** A page of its own, with what went wrong on it. */
    open: (options: BrowserContextOptions) => openPage(at.browser, options),
  })
}
