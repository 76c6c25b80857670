import type { Button } from './message.ts'

/** The number of the ticket whose proposal or survey the buttons of a message answer; undefined where they answer none. */
export function asksFor(buttons: readonly Pick<Button, 'id'>[] | undefined): string | undefined {
  for (const { id } of buttons ?? []) {
    const number = /^(?:opinion|survey):([^:]+):/.exec(id)?.[1]
    if (number !== undefined) return number
  }
  return undefined
}
