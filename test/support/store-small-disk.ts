import { spawnSync } from 'node:child_process'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tempFolder } from './store-folder.ts'

export type SmallDisk = {
  path: string
  /** Fills it up to so many free bytes. */
  fill(leaving: number): Promise<void>
  /** Makes room again. */
  free(): Promise<void>
} & AsyncDisposable

/** A disk of its own, of `megabytes`, that can really be full; the reason where this machine lets none be made. */
export async function smallDisk(megabytes: number): Promise<SmallDisk | string> {
  const folder = await tempFolder()
  const { path } = folder
  const mounted = spawnSync('/bin/mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${megabytes}m`,
    'tmpfs',
    path,
  ])
  if (mounted.status !== 0) {
    await folder[Symbol.asyncDispose]()
    return `no small disk can be mounted here: ${mounted.stderr ?? mounted.error}`.trim()
  }
  const filler = join(path, 'filler')
  return {
    path,
    async fill(leaving) {
      const { bavail, bsize } = await statfs(path)
      await writeFile(filler, new Uint8Array(Math.max(0, bavail * bsize - leaving)))
    },
    free: () => rm(filler),
    async [Symbol.asyncDispose]() {
      spawnSync('/bin/umount', ['-l', path])
      await folder[Symbol.asyncDispose]()
    },
  }
}
