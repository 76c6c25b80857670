import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/** What the operator's commands ask of a desk that runs, each by its name; plain data in and out. */
export type Controls = Readonly<Record<string, (given: unknown) => Promise<unknown>>>

/** What a desk that runs says of itself. */
export type RunningDesk = {
  port: number
  /** How each channel is; `reason` in words for who runs the desk. */
  channels: readonly { name: string; ok: boolean; reason?: string }[]
}

/** How a command finds the running desk: a port of this machine, and the secret that only who may read the folder knows. */
export type ControlPlace = { port: number; secret: string }

/** The file in the data folder that tells it; written by the desk, readable by its owner only. */
export function controlFile(folder: string): string {
  return join(folder, 'control.json')
}

/**
 * Listens on this machine alone for the commands of whoever may read the data folder. The answer ends it.
 * The customers' port has nothing of it.
 */
export async function openControls(folder: string, controls: Controls): Promise<() => void> {
  const secret = randomBytes(32).toString('base64url')
  const server = serve({
    fetch: controlApi(secret, controls).fetch,
    port: 0,
    hostname: '127.0.0.1',
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const file = controlFile(folder)
  // A file left by a killed desk may belong to anybody's mode; a new one is nobody else's from its first byte.
  rmSync(file, { force: true })
  writeFileSync(file, JSON.stringify({ port, secret } satisfies ControlPlace), {
    mode: 0o600,
    flag: 'wx',
  })
  return () => {
    server.close()
    if (readPlace(file)?.secret === secret) rmSync(file, { force: true })
  }
}

/** What the file says, where it is there and whole. */
export function readPlace(file: string): ControlPlace | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ControlPlace
  } catch {
    return undefined
  }
}

function controlApi(secret: string, controls: Controls): Hono {
  const api = new Hono()
  api.use(async (c, next) => {
    const given = Buffer.from(c.req.header('authorization') ?? '')
    const wanted = Buffer.from(`Bearer ${secret}`)
    const known = given.length === wanted.length && timingSafeEqual(given, wanted)
    return known ? next() : c.notFound()
  })
  api.post('/:name', async (c) => {
    const control = Object.hasOwn(controls, c.req.param('name')) && controls[c.req.param('name')]
    if (!control) return c.notFound()
    return c.json({ answer: (await control(await c.req.json())) ?? null })
  })
  api.onError((error, c) => c.json({ error: error.message }, 500))
  return api
}
