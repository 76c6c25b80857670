import { readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { noBrowser } from '../support/browser.ts'
import { tempFolder } from '../support/store-folder.ts'
import { takeScreens } from '../support/take-screens.ts'

describe.skipIf(noBrowser())('the pictures of the README', () => {
  it('can be drawn anew: `UPDATE=1 npx vitest run --project e2e screens`', async () => {
    await using folder = await tempFolder()
    const place = process.env.UPDATE ? 'docs/images' : folder.path
    await takeScreens(place)
    const names = (await readdir(place)).filter((name) => /-(light|dark)\.png$/.test(name))
    expect(names).toHaveLength(8)
  })
})
