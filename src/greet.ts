import { networkInterfaces } from 'node:os'
import { toString as drawQr } from 'qrcode'
import type { Desk } from './desk.ts'
import { isLoopback } from './settings/environment.ts'
import { operatorText } from './settings/problem.ts'
import { SignIn } from './staff/sign-in.ts'

/**
 * What the operator reads at the start: where everything is, how the first admin gets in or one who has lost his way,
 * and where others can come a code that a phone reads. `port` is the one the pages really listen on.
 */
export async function greeting(desk: Desk, port: number): Promise<string> {
  const { environment, language } = desk.settings
  const { host, baseUrl } = environment
  const base = baseUrl ?? `http://${shownHost(host)}:${port}`
  const places = { customer: `${base}/`, desk: `${base}/desk` }
  const code = await desk.pairing.adminCode()
  const entrance =
    code === undefined
      ? operatorText('start.running', { ...places, link: await signInLink(desk, base) }, language)
      : operatorText('start.first', { ...places, code }, language)
  if (baseUrl === undefined && isLoopback(host)) {
    return `${entrance}\n${operatorText('start.alone', {}, language)}`
  }
  const qr = await drawQr(places.customer, { type: 'utf8', errorCorrectionLevel: 'L' })
  return `${entrance}\n${operatorText('start.scan', {}, language)}\n${qr}`
}

async function signInLink(desk: Desk, base: string): Promise<string> {
  const admin = desk.roster.all().find(({ roles }) => roles.includes('admin'))!
  return `${base}/desk/enter?link=${await new SignIn(desk).link(admin.id)}`
}

/** What to type for the address the desk listens on: for all addresses the first that others can reach. */
function shownHost(host: string): string {
  if (host !== '0.0.0.0' && host !== '::') return host.includes(':') ? `[${host}]` : host
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
  return (
    addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1'
  )
}
