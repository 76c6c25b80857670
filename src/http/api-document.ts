import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { parse, stringify } from 'yaml'
import { baseOf, type Site } from './visitor.ts'

/** What the API can do, as `docs/openapi.yaml` describes it, with the address of this very desk. */
export function apiDocument({ folder, site }: { folder: string; site: Site }): Hono {
  let document: object | undefined
  const here = (url: string) => {
    document ??= parse(readFileSync(join(folder, 'docs/openapi.yaml'), 'utf8')) as object
    return { ...document, servers: [{ url }] }
  }
  const routes = new Hono()
  routes.use('/api/openapi.*', cors({ origin: '*' }))
  routes.get('/api/openapi.json', (c) => c.json(here(baseOf(c, site))))
  routes.get('/api/openapi.yaml', (c) =>
    c.body(stringify(here(baseOf(c, site))), 200, { 'Content-Type': 'application/yaml' }),
  )
  return routes
}
