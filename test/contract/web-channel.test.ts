import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { channelAndPeer } from '../../src/domain/actor.ts'
import { StoreUnavailableError } from '../../src/store/port.ts'
import { png } from '../support/pictures.ts'
import { home, type WebBench, webBench } from '../support/web-desk.ts'

let bench: WebBench
beforeEach(async () => {
  bench = await webBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

async function open(): Promise<string> {
  const answer = await bench.request('/api/conversations', { method: 'POST' })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { token: string }).token
}

function send(token: string, body: object, headers: Record<string, string> = {}) {
  return bench.request(`/api/conversations/${token}/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

function sendFile(token: string, bytes: Uint8Array<ArrayBuffer>, id = 'p1') {
  const body = new FormData()
  body.set('id', id)
  body.set('file', new File([bytes], '../<b>evil\u202egpj.exe', { type: 'image/jpeg' }))
  return bench.request(`/api/conversations/${token}/files`, { method: 'POST', body })
}

async function peerOf(token: string): Promise<string> {
  return channelAndPeer((await bench.web.visitors.customerOf(token))!)[1]
}

describe('opening a conversation', () => {
  it('gives a token of 256 bits that the store never sees', async () => {
    const token = await open()
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(await open()).not.toBe(token)
    const records = await bench.store.records('')
    expect(JSON.stringify(records)).not.toContain(token)
    expect(await peerOf(token)).not.toContain(token.slice(0, 8))
  })

  it('knows no other token, and says so in the visitor’s language', async () => {
    await open()
    for (const wrong of ['x', 'a'.repeat(43), '../..', '%00', 'mine']) {
      const answer = await bench.request(`/api/conversations/${wrong}/lines`, {
        headers: { 'Accept-Language': 'zh-HK,en;q=0.5' },
      })
      expect(answer.status).toBe(404)
    }
    const said = await bench.request('/api/conversations/x/lines', {
      headers: { 'Accept-Language': 'zh-HK,en;q=0.5' },
    })
    expect(await said.json()).toEqual({
      error: { code: 'no conversation', message: '找不到這段對話。' },
    })
  })
})

describe('sending', () => {
  it('hands the message over with the sender’s id as its key, and answers 202, the second time 200', async () => {
    const token = await open()
    const first = await send(token, { id: 'm1', text: ' 杯子漏水 ' })
    expect([first.status, await first.json()]).toEqual([202, { status: 'accepted' }])
    bench.answer = async () => 'duplicate'
    const second = await send(token, { id: 'm1', text: '杯子漏水' })
    expect([second.status, await second.json()]).toEqual([200, { status: 'duplicate' }])
    const peer = await peerOf(token)
    expect(bench.received).toMatchObject([
      { channel: 'web', peer, key: `${peer}:m1`, text: '杯子漏水' },
    ])
  })

  it('takes a pressed button', async () => {
    await send(await open(), { id: 'm1', press: 'opinion:CP-1:1:accept:0' })
    expect(bench.received).toMatchObject([{ press: 'opinion:CP-1:1:accept:0' }])
  })

  it('says "try again" while nothing can be kept', async () => {
    const token = await open()
    bench.answer = async () => {
      throw new StoreUnavailableError('disk full')
    }
    const answer = await send(token, { id: 'm1', text: 'hello' })
    expect(answer.status).toBe(503)
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(await answer.text()).not.toContain('disk full')
  })

  it('tells a sender over the limit that his message is kept but not answered', async () => {
    const token = await open()
    bench.answer = async () => 'limited'
    const answer = await send(token, { id: 'm1', text: 'hello' }, { 'Accept-Language': 'en' })
    expect(answer.status).toBe(429)
    expect(await answer.json()).toMatchObject({ kept: true, error: { code: 'limited' } })
  })

  it('stops a flood before it reaches the desk, and only the flooding sender', async () => {
    const [flooding, quiet] = [await open(), await open()]
    const answers = []
    for (let n = 0; n < 700; n++) answers.push(await send(flooding, { id: `m${n}`, text: 'x' }))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(bench.received.length + refused.length).toBe(700)
    expect(await refused[0]!.json()).toMatchObject({ kept: false, error: { code: 'busy' } })
    expect(Number(refused[0]!.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect((await send(quiet, { id: 'q', text: 'and me?' })).status).toBe(202)
  })

  it('refuses a megabyte of text politely', async () => {
    const answer = await send(await open(), { id: 'm1', text: 'x'.repeat(1_000_000) })
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ error: { code: 'too long' } })
    expect(bench.received).toEqual([])
  })

  it.each([
    ['no id', { text: 'x' }],
    ['an id that is no id', { id: '../1', text: 'x' }],
    ['nothing said', { id: 'm1', text: '  ' }],
    ['both text and button', { id: 'm1', text: 'x', press: 'y' }],
    ['neither', { id: 'm1' }],
    ['fields of another kind', { id: 'm1', text: { $ne: '' } }],
  ])('refuses %s', async (_, body) => {
    expect((await send(await open(), body)).status).toBe(400)
    expect(bench.received).toEqual([])
  })

  it('refuses what is not JSON', async () => {
    const token = await open()
    const init = { method: 'POST', body: '{"id":"m1","text":"x"}' }
    const answer = await bench.request(`/api/conversations/${token}/messages`, init)
    expect(answer.status).toBe(415)
  })
})

describe('the page’s cookie', () => {
  async function pageCookie(): Promise<string> {
    const answer = await bench.request('/api/conversations?page', {
      method: 'POST',
      headers: { Origin: home },
    })
    expect(await answer.json()).not.toHaveProperty('token')
    const cookie = answer.headers.get('Set-Cookie')!
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    return cookie.split(';')[0]!
  }

  it('opens its own conversation to the page, not to another site', async () => {
    const Cookie = await pageCookie()
    const said = { id: 'm1', text: 'x' }
    expect((await send('mine', said, { Cookie, Origin: home })).status).toBe(202)
    expect((await send('mine', said, { Cookie, Origin: 'http://evil.example' })).status).toBe(403)
    expect((await send('mine', said, { Cookie, 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
    expect((await send('mine', said, { Cookie })).status).toBe(403)
    expect(bench.received).toHaveLength(1)
  })

  it('is not given to another site', async () => {
    const init = { method: 'POST', headers: { Origin: 'http://evil.example' } }
    const answer = await bench.request('/api/conversations?page', init)
    expect([answer.status, answer.headers.get('Set-Cookie')]).toEqual([403, null])
  })

  it('gives way to a bearer token', async () => {
    const Authorization = `Bearer ${await open()}`
    expect((await send('mine', { id: 'm1', text: 'x' }, { Authorization })).status).toBe(202)
  })
})

describe('photos', () => {
  it('keeps a photo under a name of ours and shows it to its conversation only', async () => {
    const [token, stranger] = [await open(), await open()]
    const bytes = png()
    expect((await sendFile(token, bytes)).status).toBe(202)
    const file = bench.received[0]!.files![0]!
    expect(file).toMatchObject({ name: 'photo.png', type: 'image/png', size: bytes.length })
    const path = (of: string) => `/api/conversations/${of}/files/${encodeURIComponent(file.id)}`
    expect((await bench.request(path(token))).status).toBe(404)
    await bench.say(`conversation:web/${await peerOf(token)}`, { by: 'customer', files: [file] })
    const shown = await bench.request(path(token))
    expect(shown.headers.get('Content-Type')).toBe('image/png')
    expect(shown.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(bytes)
    expect((await bench.request(path(stranger))).status).toBe(404)
  })

  it('gives a recording that browsers do not play as one they do, and what was sent where that is asked for', async () => {
    const token = await open()
    const bytes = new Uint8Array(await readFile('test/fixtures/voices/tones.amr'))
    const file = await bench.store.putFile({ name: 'voice.amr', type: 'audio/amr', bytes })
    await bench.say(`conversation:web/${await peerOf(token)}`, { by: 'customer', files: [file] })
    const path = `/api/conversations/${token}/files/${encodeURIComponent(file.id)}`
    const heard = await bench.request(path, { headers: { Range: 'bytes=0-11' } })
    expect([heard.status, heard.headers.get('Content-Type')]).toEqual([206, 'audio/wav'])
    expect(await heard.text()).toMatch(/^RIFF[\s\S]{4}WAVE$/)
    const sent = await bench.request(`${path}?as=sent`)
    expect(sent.headers.get('Content-Type')).toBe('audio/amr')
    expect(new Uint8Array(await sent.arrayBuffer())).toEqual(bytes)
  })

  it.each([
    ['a page', 415, 'not a picture', new TextEncoder().encode('<script>alert(1)</script>')],
    ['half a photo', 422, 'unreadable picture', png(64, 64).slice(0, 60)],
    ['an empty file', 422, 'unreadable picture', new Uint8Array()],
    ['11 MB', 413, 'file too large', new Uint8Array(11 * 1024 * 1024)],
  ])('refuses %s with a clear message', async (_, status, code, bytes) => {
    const answer = await sendFile(await open(), bytes)
    expect([answer.status, await answer.json()]).toMatchObject([status, { error: { code } }])
    expect(bench.received).toEqual([])
  })
})

describe('every answer', () => {
  it('carries a content policy without inline scripts, and every script its nonce', async () => {
    const page = await bench.request('/')
    const policy = page.headers.get('Content-Security-Policy')!
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)![1]!
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(policy).toContain("frame-ancestors 'self'")
    const html = await page.text()
    const scripts = html.match(/<script[^>]*>/g)!
    expect(scripts.length).toBeGreaterThan(0)
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
    expect(html).not.toMatch(/ on\w+="|style="|javascript:/)
    const again = await bench.request('/')
    expect(again.headers.get('Content-Security-Policy')).not.toBe(policy)
  })

  it('speaks the visitor’s language, and the chosen one over it', async () => {
    const page = async (path: string, headers: Record<string, string>) =>
      (await bench.request(path, { headers })).text()
    expect(await page('/', { 'Accept-Language': 'zh-TW' })).toContain('lang="zh-TW"')
    expect(await page('/', { 'Accept-Language': 'fr, en;q=0.3' })).toContain('lang="en"')
    expect(await page('/?lang=en', { 'Accept-Language': 'zh-CN' })).toContain('lang="en"')
    expect(await page('/', { 'Accept-Language': 'fr' })).toContain('lang="zh-CN"')
  })
})
