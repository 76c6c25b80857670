import type { OutboundMessage } from '../domain/message.ts'
import type { Wording } from '../domain/wording.ts'

/** Of an alert its first line stands in a list, so much of it, in characters. */
const lineLength = 80

/** Many alerts as one message: a line each, as many as fit into `length` characters; at least one does. */
export function listAlerts<A extends { message: OutboundMessage }>(
  alerts: readonly A[],
  { length, say }: { length: number; say(wording: Wording): string },
): { alerts: readonly A[]; message: OutboundMessage } {
  for (let n = alerts.length; ; n = Math.ceil(n / 2)) {
    const listed = alerts.slice(0, n)
    const lines = listed.map(({ message }) => firstLine(message)).join('\n')
    const text = say({ key: 'desk.alerts.together', values: { n, lines } })
    if (text.length <= length || n === 1) return { alerts: listed, message: { text } }
  }
}

function firstLine({ text }: OutboundMessage): string {
  const [line = ''] = text.split('\n', 1)
  return line.length <= lineLength ? line : `${line.slice(0, lineLength - 1)}…`
}
