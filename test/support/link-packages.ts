import { mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Gives a copy of the project the packages that are installed here, an older Node's driver with them. */
export function linkPackages(folder: string): void {
  for (const name of ['node_modules', 'src/store/sqlite/older-node']) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    symlinkSync(join(root, name), join(folder, name))
  }
}
