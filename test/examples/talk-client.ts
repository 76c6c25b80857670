import { setTimeout as pause } from 'node:timers/promises'

export type Button = { id: string; label: string }
export type Line = { seq: number; mine: boolean; text?: string; buttons?: readonly Button[] }
type Opened = { messages: string; lines: string }
type Refused = { error?: { code: string; message: string }; kept?: boolean }

/** A customer's talk with the desk at that address. What the desk refuses is thrown, in the words it gives. */
export async function openTalk(desk: string) {
  async function ask<T>(path: string, init?: RequestInit): Promise<T> {
    const answer = await fetch(new URL(path, desk), init)
    const body = (await answer.json()) as T & Refused
    if (answer.ok || body.kept) return body
    if (answer.status !== 503 && answer.status !== 429) throw new Error(body.error?.message)
    await pause(Number(answer.headers.get('retry-after') ?? 1) * 1_000)
    return ask(path, init)
  }
  const talk = await ask<Opened>('/api/conversations', { method: 'POST' })
  const headers = { 'Content-Type': 'application/json' }
  let last = 0
  return {
    /** Sent until it is kept: with the same id it is one message, however often it arrives. */
    async say(said: { text: string } | { press: string }): Promise<void> {
      const body = JSON.stringify({ id: crypto.randomUUID(), ...said })
      await ask(talk.messages, { method: 'POST', headers, body })
    },
    /** What has been said since this was asked last. */
    async news(): Promise<readonly Line[]> {
      const { lines } = await ask<{ lines: readonly Line[] }>(`${talk.lines}?after=${last}`)
      last = lines.at(-1)?.seq ?? last
      return lines
    },
  }
}
