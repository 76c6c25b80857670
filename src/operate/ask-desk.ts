import { controlFile, readPlace } from './control-server.ts'

/** The running desk took the request and could not do it; the message is its own. */
export class RefusedByDesk extends Error {
  override name = 'RefusedByDesk'
}

/** Asks the desk that runs on this folder; `undefined` where none runs. Throws `RefusedByDesk` with its reason. */
export async function askDesk<T>(
  folder: string,
  name: string,
  given: unknown = null,
): Promise<{ answer: T } | undefined> {
  const place = readPlace(controlFile(folder))
  if (!place) return undefined
  const response = await fetch(`http://127.0.0.1:${place.port}/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${place.secret}`, 'content-type': 'application/json' },
    body: JSON.stringify(given),
  }).catch(() => undefined)
  // Of a desk that was killed the file is left, and its port may be another program's by now.
  const said = (await response?.json().catch(() => undefined)) as
    | { answer: T }
    | { error: string }
    | undefined
  if (!response || said === undefined) return undefined
  if ('error' in said) throw new RefusedByDesk(said.error)
  return 'answer' in said ? said : undefined
}
