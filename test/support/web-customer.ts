import type { RunningDesk } from './running-desk.ts'

/** Begins a conversation; its token. */
export async function open(desk: RunningDesk): Promise<string> {
  const answer = await fetch(`${desk.base}/api/conversations`, { method: 'POST' })
  return ((await answer.json()) as { token: string }).token
}

/** Sends a message; how it was answered. */
export async function say(
  desk: RunningDesk,
  token: string,
  id: string,
  text: string,
): Promise<number> {
  const answer = await fetch(`${desk.base}/api/conversations/${token}/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ id, text }),
  })
  return answer.status
}

/** A line as a page hears of it. */
export type Told = { seq: number; by: string; text?: string }

/** The lines a page hears of, until one of them is what was waited for. */
export async function follow(
  desk: RunningDesk,
  token: string,
  { after, until }: { after: number; until: (line: Told) => boolean },
): Promise<Told[]> {
  const answer = await fetch(`${desk.base}/api/conversations/${token}/events`, {
    headers: { 'Last-Event-ID': String(after) },
    signal: AbortSignal.timeout(150_000),
  })
  const told: Told[] = []
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of answer.body!) {
    rest += decoder.decode(chunk, { stream: true })
    const blocks = rest.split('\n\n')
    rest = blocks.pop()!
    for (const block of blocks) {
      if (!/^event: line$/m.test(block)) continue
      const line = JSON.parse(/^data: (.*)$/m.exec(block)![1]!) as Told
      told.push(line)
      if (until(line)) return told
    }
  }
  return told
}

/** What the customer has said so far, in order. */
export async function said(desk: RunningDesk, token: string): Promise<string[]> {
  const answer = await fetch(`${desk.base}/api/conversations/${token}/lines`)
  const { lines } = (await answer.json()) as { lines: { by: string; text?: string }[] }
  return lines.flatMap(({ by, text }) => (by === 'customer' && text ? [text] : []))
}
