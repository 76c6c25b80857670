/// <reference lib="dom" />
import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe-core finds on the page that keeps people out: rule, element and what to do, one line each. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // A colour on its way to another is none to judge; what never ends is no transition.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((one) => {
      return one.effect?.getTiming().iterations !== Number.POSITIVE_INFINITY
    })
    await Promise.allSettled(ending.map((one) => one.finished))
  })
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    )
}
