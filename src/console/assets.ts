import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, join } from 'node:path'
import { Hono } from 'hono'

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** The pages' own scripts and styles, read once, under an address that changes with their content. */
export type Assets = {
  /** The address of a file by its name. */
  url(name: string): string
  /** What stands in a file. */
  text(name: string): string
  routes(): Hono
}

/** `root` is the folder that holds `src/`. */
export function loadAssets(root: string): Assets {
  const folder = join(root, 'src/console/assets')
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const name of readdirSync(folder).sort()) {
    files.set(name, new Uint8Array(readFileSync(join(folder, name))))
  }
  // Where the desk is a package of another project, its own packages stand beside it.
  const morph = createRequire(join(root, 'package.json')).resolve('idiomorph/dist/idiomorph.esm.js')
  files.set('idiomorph.js', new Uint8Array(readFileSync(morph)))
  const hash = createHash('sha256')
  for (const [name, bytes] of files) hash.update(name).update(bytes)
  const version = hash.digest('base64url').slice(0, 12)

  return {
    url(name) {
      if (!files.has(name)) throw new Error(`There is no asset ${name}`)
      return `/assets/${version}/${name}`
    },
    text: (name) => new TextDecoder().decode(files.get(name)),
    routes: () =>
      // The version is not compared: a page of an older start gets today's files rather than none.
      new Hono().get('/assets/:version/:name', (c) => {
        const name = c.req.param('name')
        const bytes = files.get(name)
        if (!bytes) return c.notFound()
        const current = c.req.param('version') === version
        return c.body(bytes, 200, {
          'Content-Type': types[extname(name)] ?? 'application/octet-stream',
          'Cache-Control': current ? 'public, max-age=31536000, immutable' : 'no-cache',
        })
      }),
  }
}
