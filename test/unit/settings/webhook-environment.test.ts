import { describe, expect, it } from 'vitest'
import { readWebhooks } from '../../../src/settings/webhook-environment.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

function read(urls: string, secrets = secret) {
  const problems: string[] = []
  const values = { WEBHOOK_URLS: urls, WEBHOOK_SECRET: secrets }
  const webhooks = readWebhooks(
    (name) => values[name],
    (name, what, more) => void problems.push([name, what, ...Object.values(more)].join(' ')),
  )
  return { webhooks, problems }
}

describe('webhooks', () => {
  it('are none where none is named', () => {
    expect(read('', '')).toEqual({ webhooks: [], problems: [] })
  })

  it('are called over HTTPS, or on this machine', () => {
    const urls = 'https://crm.example.com/a?b=c http://127.0.0.1:9000/x http://localhost/y'
    const { webhooks, problems } = read(urls)
    expect(problems).toEqual([])
    expect(webhooks.map(({ url }) => url)).toEqual(urls.split(' '))
    expect(webhooks[0]!.keys).toEqual([Buffer.alloc(32, 7)])
  })

  it('keep their address in whatever order they stand, and show of it the host alone', () => {
    const [a, b] = read('https://a.example/secret https://b.example/secret').webhooks
    expect(read('https://b.example/secret https://a.example/secret').webhooks).toEqual([b, a])
    expect(a!.address).toMatch(/^webhook:a\.example\/[0-9a-f]{8}$/)
  })

  it.each([
    ['http://crm.example.com/x', "WEBHOOK_URLS webhook url 'crm.example.com'"],
    ['https://me:pass@crm.example.com/x', "WEBHOOK_URLS webhook url 'crm.example.com'"],
    ['http://127.0.0.1.example.com/x', "WEBHOOK_URLS webhook url '127.0.0.1.example.com'"],
    ['crm', "WEBHOOK_URLS webhook url 'crm'"],
  ])('are not called at %s', (url, problem) => {
    expect(read(url).problems).toEqual([problem])
  })

  it('are not called without a secret, nor with a weak one, which is not told', () => {
    expect(read('https://a.example', '').problems).toEqual([
      'WEBHOOK_SECRET needed with WEBHOOK_URLS',
    ])
    const { problems } = read('https://a.example', 'whsec_c2hvcnQ=')
    expect(problems).toEqual(['WEBHOOK_SECRET signing secret'])
  })
})
