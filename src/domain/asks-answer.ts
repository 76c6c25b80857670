import type { Button } from './message.ts'

/** The number of the ticket whose proposal, survey or question the buttons of a message answer; undefined where they answer none. */
export function asksFor(buttons: readonly Pick<Button, 'id'>[] | undefined): string | undefined {
  for (const { id } of buttons ?? []) {
    const number = /^(?:opinion|survey|question):([^:]+):/.exec(id)?.[1]
    if (number !== undefined) return number
  }
  return undefined
}

/** Under a question in free words a digit is the answer itself, and not a button's. */
export function takesDigits({ id }: Pick<Button, 'id'>): boolean {
  return !id.startsWith('question:')
}
