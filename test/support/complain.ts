/// <reference lib="dom" />
import type { Locator, Page } from 'playwright-core'

/** What the customer and the desk have said on the page so far, the customer's own with `> `. */
export function saidOn(page: Page): Promise<string[]> {
  return page
    .locator('.lines .line')
    .evaluateAll((lines) =>
      lines.map(
        (line) =>
          (line.classList.contains('mine') ? '> ' : '< ') +
          (line.querySelector('.bubble') as HTMLElement).innerText,
      ),
    )
}

export async function write(page: Page, text: string): Promise<void> {
  await page.fill('#message', text)
  await page.press('#message', 'Enter')
}

/** The desk's newest words after `heard` lines of its own, once they ask something, offer something or name a ticket. */
async function nextTurn(page: Page, heard: number): Promise<Locator> {
  await page.waitForFunction((before) => {
    const said = [...document.querySelectorAll('.lines .line.theirs')]
    const last = said.at(-1)
    if (said.length <= before || !last) return false
    return (
      last.querySelector('.choice:not([data-press=human])') !== null ||
      /[？?]|CP-\d/.test(last.textContent ?? '')
    )
  }, heard)
  return page.locator('.lines .theirs').last()
}

/** How a customer at the page answers: by mouse and finger unless told otherwise. */
export type Manner = {
  say(page: Page, text: string): Promise<void>
  choose(page: Page, choices: Locator): Promise<void>
}

const byFinger: Manner = { say: write, choose: (_, choices) => choices.first().click() }

/**
 * Talks with the desk until it has opened a ticket: takes the first choice that answers what was asked, skips the rest.
 * The ticket's number.
 */
export async function complain(page: Page, story: string, manner = byFinger): Promise<string> {
  await manner.say(page, story)
  let heard = 0
  for (let turn = 0; turn < 15; turn++) {
    const said = await nextTurn(page, heard)
    heard = await page.locator('.lines .theirs').count()
    const number = /CP-\d{8}-\d+/.exec(await said.innerText())?.[0]
    if (number !== undefined) return number
    const choices = said.locator('.choice:not([data-press=human])')
    if ((await choices.count()) > 0) await manner.choose(page, choices)
    else await manner.say(page, '跳过')
  }
  throw new Error(`no ticket after fifteen turns:\n${(await saidOn(page)).join('\n')}`)
}
