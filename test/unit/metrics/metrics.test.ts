import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createMeters, kindOf } from '../../../src/metrics/meters.ts'

const guide = readFileSync('docs/operating.md', 'utf8')
const dashboard = JSON.parse(readFileSync('docs/deploy/grafana-dashboard.json', 'utf8'))
const alerts = parse(readFileSync('docs/deploy/prometheus-alerts.yaml', 'utf8')) as {
  groups: {
    rules: {
      alert: string
      expr: string
      for?: string
      labels: { severity: string }
      annotations: { runbook: string }
    }[]
  }[]
}
const rules = alerts.groups.flatMap((group) => group.rules)

type Panel = { title: string; targets?: { expr: string }[] }
const panels = dashboard.panels as Panel[]
const expressions = [
  ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ...rules.map(({ expr }) => expr),
]

/** All names a scrape can show, histograms with their parts. */
async function names(): Promise<Set<string>> {
  const meters = createMeters()
  meters.watchProcess()
  const told = await meters.register.getMetricsAsJSON()
  return new Set(
    told.flatMap(({ name, type }) =>
      String(type) === 'histogram'
        ? ['_bucket', '_sum', '_count'].map((part) => `${name}${part}`)
        : [name],
    ),
  )
}

describe('what is counted', () => {
  it('is all there is on the dashboard and in the alerts', async () => {
    const known = await names()
    const named = expressions.flatMap((expr) => expr.match(/\b(redress|nodejs|process)_\w+/g) ?? [])
    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })

  it('is explained to operators, each by its name', async () => {
    const own = (await createMeters().register.getMetricsAsJSON()).map(({ name }) => name)
    expect(own.filter((name) => !guide.includes(`\`${name}`))).toEqual([])
    const told = new Set(guide.match(/\bredress_\w+/g))
    const known = await names()
    const gone = [...told].filter((name) => !own.includes(name) && !known.has(name))
    expect(gone).toEqual([])
  })

  it('stands on the dashboard, each of it', async () => {
    const own = (await createMeters().register.getMetricsAsJSON()).map(({ name }) => name)
    expect(own.filter((name) => !expressions.join(' ').includes(name))).toEqual([])
  })

  it('has alerts that are explained, each under its name, and no other is', () => {
    const explained = [...guide.matchAll(/^### (Redress\w+)$/gm)].map(([, name]) => name)
    expect(explained).toEqual(rules.map(({ alert }) => alert))
    for (const { alert, labels, annotations } of rules) {
      expect(annotations.runbook).toBe(`docs/operating.md#${alert.toLowerCase()}`)
      const [entry = ''] = guide.split(`### ${alert}\n\n`)[1]!.split('\n')
      expect(entry.startsWith(`\`${labels.severity}\``), alert).toBe(true)
    }
  })
})

it.each([
  ['conversation:web/ann', 'conversation'],
  ['team:service', 'team'],
  ['outbox', 'outbox'],
  ['李梅', 'other'],
])('of %s only the kind is told', (name, kind) => {
  expect(kindOf(name)).toBe(kind)
})
