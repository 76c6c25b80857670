import type { Understanding } from '../../src/domain/understanding.ts'

/** An understanding made by hand: nothing is in it but what is given. */
export function understood(parts: Partial<Understanding> = {}): Understanding {
  return {
    intents: [],
    grievance: false,
    mood: 'calm',
    hurt: false,
    facts: {},
    contact: {},
    ...parts,
  }
}

/** Something went wrong, about `category`. */
export function complaint(category: string, parts: Partial<Understanding> = {}): Understanding {
  return understood({
    locale: 'zh-CN',
    grievance: true,
    category: { id: category, rule: `words.${category}` },
    ...parts,
  })
}
