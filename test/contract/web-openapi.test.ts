import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type WebBench, webBench } from '../support/web-desk.ts'

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
    const there = bench.web
      .routes()
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`)
    expect([...new Set(there)].sort()).toEqual(listed.sort())
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
