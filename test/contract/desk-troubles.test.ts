import { join } from 'node:path'
import { it } from 'vitest'
import type { Db } from '../../src/store/sqlite/driver.ts'
import { Database } from '../support/database.ts'
import { tempFolder } from '../support/store-folder.ts'
import { smallDisk } from '../support/store-small-disk.ts'
import { expectToOutlive, troubleContract } from './desk-troubles.ts'

troubleContract('a folder', async () => {
  const folder = await tempFolder()
  const place = { folder: folder.path }
  return { place, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
})

it('a desk whose file another program holds for minutes says "try again", and goes on by itself', async () => {
  await using folder = await tempFolder()
  let other: Db
  await expectToOutlive({
    ...folder,
    place: { folder: folder.path },
    takeAway() {
      other = new Database(join(folder.path, 'redress.db'))
      other.exec('BEGIN IMMEDIATE')
    },
    giveBack: () => void other.close(),
  })
})

it('a desk whose disk is full for minutes says "try again", and goes on by itself when there is room', async ({
  skip,
}) => {
  const disk = await smallDisk(16)
  if (typeof disk === 'string') return skip(disk)
  await using _disk = disk
  await expectToOutlive({
    ...disk,
    place: { folder: join(disk.path, 'data') },
    takeAway: () => disk.fill(0),
    giveBack: () => disk.free(),
  })
})
