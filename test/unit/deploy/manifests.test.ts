import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { environmentNames } from '../../../src/settings/environment.ts'

const text = (name: string) => readFileSync(`docs/deploy/${name}`, 'utf8')
const dockerfile = readFileSync('Dockerfile', 'utf8')
const port = Number(/PORT=(\d+)/.exec(dockerfile)![1])
const site = readFileSync('src/console/site.tsx', 'utf8')

type Compose = {
  services: Record<
    string,
    {
      environment?: Record<string, string>
      volumes?: string[]
      depends_on?: string[] | Record<string, { condition: string }>
      command?: string[]
      image?: string
      build?: string
    }
  >
  volumes: Record<string, null>
}

describe('the compose file', () => {
  const { services, volumes } = parse(text('compose.yaml'), { merge: true }) as Compose

  it('names only settings, services and volumes that there are', () => {
    for (const { environment = {}, volumes: mounted = [], depends_on: needs = {} } of Object.values(
      services,
    )) {
      for (const name of Object.keys(environment)) expect(environmentNames).toContain(name)
      for (const mount of mounted) expect(Object.keys(volumes)).toContain(mount.split(':')[0])
      const named = Array.isArray(needs) ? needs : Object.keys(needs)
      for (const name of named) expect(Object.keys(services)).toContain(name)
    }
  })

  it('has two desks with a folder each on three members, and a proxy before them', () => {
    const desks = Object.entries(services).filter(([, { build }]) => build)
    expect(desks).toHaveLength(2)
    expect(new Set(desks.map(([, { volumes: own }]) => own![0])).size).toBe(2)
    const { MONGODB_URI } = desks[0]![1].environment!
    const members = /\/\/([^/]+)\//.exec(MONGODB_URI!)![1]!.split(',')
    for (const member of members) expect(services[member.split(':')[0]!]!.command).toContain('rs0')
    expect(members).toHaveLength(3)
    for (const [name] of desks) expect(services.proxy!.command).toContain(`${name}:${port}`)
  })
})

describe('the Kubernetes manifest', () => {
  const documents = parseAllDocuments(text('kubernetes.yaml')).map((one) => one.toJS())
  const deployment = documents.find(({ kind }) => kind === 'Deployment')
  const [desk] = deployment.spec.template.spec.containers

  it('names only settings that there are, and the secret that is made before', () => {
    for (const { name } of desk.env) expect(environmentNames).toContain(name)
    const secret = desk.env.find(({ valueFrom }: { valueFrom?: object }) => valueFrom)
    expect(text('kubernetes.yaml')).toContain(
      `secret generic ${secret.valueFrom.secretKeyRef.name} --from-literal=${secret.valueFrom.secretKeyRef.key}=`,
    )
  })

  it('asks addresses that the desk answers, on the port it listens on', () => {
    expect(desk.ports[0].containerPort).toBe(port)
    for (const probe of [desk.startupProbe, desk.livenessProbe, desk.readinessProbe]) {
      expect(site).toContain(`site.get('${probe.httpGet.path}'`)
      expect(probe.httpGet.port).toBe(desk.ports[0].name)
    }
    expect(desk.livenessProbe.httpGet.path).not.toBe(desk.readinessProbe.httpGet.path)
  })

  it('selects the pods it makes', () => {
    const { labels } = deployment.spec.template.metadata
    for (const { kind, spec } of documents) {
      const selector = kind === 'Service' ? spec.selector : spec.selector.matchLabels
      expect(labels).toMatchObject(selector)
    }
  })
})
