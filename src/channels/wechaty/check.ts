import { connect } from 'node:net'
import type { Checked, Finding } from '../check.ts'

/** What can be looked at of a personal account without waking it. `missing`: a package that is not installed. */
export type WechatyLook = {
  puppet: string
  missing: { package: string; command: string } | undefined
  /** Of the gateway: `host:port`. */
  endpoint: string | undefined
}

const patience = 5_000

/** Looks at a personal account: what it needs is installed, its gateway can be reached. Whether it is logged in the desk knows. */
export async function checkWechaty({ puppet, missing, endpoint }: WechatyLook): Promise<Checked> {
  const library: Finding = missing
    ? { state: 'ill', key: 'wechaty missing', values: missing }
    : { state: 'fine', key: 'wechaty here', values: { puppet } }
  const gateway = endpoint === undefined ? [] : [await lookAtGateway(endpoint)]
  return { findings: [library, ...gateway], enter: { nothing: 'enter wechaty' } }
}

async function lookAtGateway(endpoint: string): Promise<Finding> {
  const values = { endpoint }
  const isThere = await reaches(new URL(`tcp://${endpoint}`))
  return { state: isThere ? 'fine' : 'ill', key: isThere ? 'gateway' : 'gateway away', values }
}

function reaches({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const host = hostname.replace(/^\[|\]$/g, '')
    const socket = connect({ host, port: Number(port), timeout: patience })
    const end = (isThere: boolean) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false)).once('timeout', () => end(false))
  })
}
