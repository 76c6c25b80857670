/** One thing that was looked at: `key` and `values` are its line in `flows/settings/texts.*.yaml`, group `channels`. */
export type Finding = {
  /** `ill`: what is set up does not work. */
  state: 'fine' | 'care' | 'ill'
  key: string
  values?: Readonly<Record<string, string | number>>
}

/**
 * What is to be entered on a platform's page, by the names its fields have there: a value, what stands in a variable, or a
 * text of the same group.
 */
export type Entry = { field: string } & ({ value: string } | { variable: string } | { key: string })

/** What the looking at an account came to. `nothing`: the text that says that nothing is to be entered anywhere. */
export type Checked = {
  findings: readonly Finding[]
  enter: { page: string; entries: readonly Entry[] } | { nothing: string }
}

/** Where an account is looked at from; a test hands in another place. */
export type Surroundings = {
  /** Epoch ms. */
  now: number
  /** The desk's public address, where it has one. */
  baseUrl: string | undefined
  /** A desk runs on this machine. */
  isRunning: boolean
  /** Asks with a time limit; undefined where nothing answers. */
  fetch(url: string, init?: RequestInit): Promise<Response | undefined>
}

/**
 * Looks at a channel's account without changing anything on its platform: whether its words are taken, whether we can be
 * called. Names no secret.
 */
export type CheckAccount<Account> = (account: Account, around: Surroundings) => Promise<Checked>

/** The platform's JSON; undefined where it does not answer, or not in JSON. */
export async function jsonFrom(
  { fetch }: Surroundings,
  url: string,
  body?: object,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const init = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
  const answer: unknown = await (await fetch(url, init))?.json().catch(() => undefined)
  return typeof answer === 'object' && answer !== null
    ? (answer as Record<string, unknown>)
    : undefined
}

/** The platform is not there. */
export function awayFrom(api: string): Finding {
  return { state: 'ill', key: 'platform away', values: { host: new URL(api).host } }
}

/** How a channel is called, so that it can be asked as its platform asks. */
export type Call = {
  path: string
  query?: URLSearchParams
  init?: RequestInit
  /** Whether the answer is this channel's own. */
  isOurs(answer: Response): Promise<boolean> | boolean
  /** The ports its platform calls, by scheme. */
  ports: Readonly<Record<string, readonly number[]>>
}

/** Calls our public address as the platform does: it has to be this desk, with the same words. */
export async function lookAtAddress(around: Surroundings, call: Call): Promise<Finding[]> {
  const { baseUrl, isRunning } = around
  if (baseUrl === undefined) return [{ state: 'ill', key: 'no address' }]
  const url = `${baseUrl}${call.path}`
  const findings: Finding[] = isCalled(new URL(baseUrl), call)
    ? []
    : [{ state: 'care', key: 'other port', values: { url, ports: shownPorts(call) } }]
  const query = call.query ? `?${call.query}` : ''
  const answer = await around.fetch(`${url}${query}`, call.init)
  const values = { url, status: answer?.status ?? '–' }
  if (answer && (await call.isOurs(answer)))
    findings.push({ state: 'fine', key: 'address', values })
  else if (answer?.status === 401) findings.push({ state: 'ill', key: 'address refuses', values })
  // A desk on another machine may answer there tomorrow: nothing says that it is wrong.
  else if (!isRunning) findings.push({ state: 'care', key: 'address silent', values })
  else findings.push({ state: 'ill', key: 'address not ours', values })
  return findings
}

function isCalled({ protocol, port }: URL, { ports }: Call): boolean {
  const scheme = protocol.slice(0, -1)
  const number = Number(port) || (scheme === 'https' ? 443 : 80)
  return ports[scheme]?.includes(number) ?? false
}

function shownPorts({ ports }: Call): string {
  return Object.entries(ports)
    .map(([scheme, numbers]) => `${scheme} ${numbers.join(', ')}`)
    .join('; ')
}
