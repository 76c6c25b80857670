import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { home, type WebBench, webBench } from '../support/web-desk.ts'

type Answers = Record<string, unknown>
const described = parse(readFileSync('docs/openapi.yaml', 'utf8')) as {
  paths: Record<string, Record<string, { responses: Answers }>>
  components: {
    schemas: { Error: { properties: { error: { properties: { code: { enum: string[] } } } } } }
  }
}

let bench: WebBench
beforeAll(async () => {
  bench = await webBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

describe('the described API', () => {
  it('has every route that is there, and no other', () => {
    const listed = Object.entries(described.paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => method !== 'parameters')
        .map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    const there = bench
      .routes()
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path}`)
    expect([...new Set(there)].sort()).toEqual(listed.sort())
  })

  it('is given by the desk itself, with its address', async () => {
    const answers = await Promise.all(
      ['json', 'yaml'].map((form) => bench.request(`/api/openapi.${form}`)),
    )
    for (const answer of answers) {
      const { servers, paths } = parse(await answer.text())
      expect(servers).toEqual([{ url: home }])
      expect(paths).toEqual(described.paths)
    }
  })

  it('answers what is not there, and what is there for other methods, in the form of all errors', async () => {
    const nowhere = await bench.request('/api/nowhere', { headers: { 'Accept-Language': 'en' } })
    expect(nowhere.status).toBe(404)
    expect(await nowhere.json()).toEqual({
      error: { code: 'no address', message: 'There is nothing at this address of the API.' },
    })
    const removed = await bench.request('/api/conversations', { method: 'DELETE' })
    expect(removed.status).toBe(405)
    expect(removed.headers.get('Allow')).toBe('POST')
    expect(await removed.json()).toMatchObject({ error: { code: 'wrong method' } })
  })

  it('has a wording for every refusal, in every language', () => {
    const { code } = described.components.schemas.Error.properties.error.properties
    for (const locale of ['zh-CN', 'zh-TW', 'en']) {
      const texts = parse(readFileSync(`flows/console/texts.${locale}.yaml`, 'utf8'))
      expect(Object.keys(texts.refused)).toEqual(code.enum.map((name) => name.replaceAll(' ', '-')))
    }
  })

  it('lets a program on another site in by its token, without cookies', async () => {
    const Origin = 'https://shop.example'
    const opened = await bench.request('/api/conversations', {
      method: 'POST',
      headers: { Origin },
    })
    expect(opened.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(opened.headers.get('Access-Control-Allow-Credentials')).toBeNull()
    const { messages, lines } = (await opened.json()) as { messages: string; lines: string }
    const asked = await bench.request(messages, {
      method: 'OPTIONS',
      headers: {
        Origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type',
      },
    })
    expect(asked.status).toBe(204)
    const sent = await bench.request(messages, {
      method: 'POST',
      headers: { Origin, 'Content-Type': 'application/json' },
      body: JSON.stringify({ id: 'm1', text: 'hello' }),
    })
    expect(sent.status).toBe(202)
    expect(await (await bench.request(lines)).json()).toEqual({ lines: [] })
  })
})
