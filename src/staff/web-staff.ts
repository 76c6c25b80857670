import type { Person } from '../domain/person.ts'
import type { Pairing } from './pairing.ts'
import type { Roster } from './roster.ts'

/** The people of the desk as the web page asks for them: everybody who gets in has a chat of his own there. */
export function webStaff({ roster, pairing }: { roster: Roster; pairing: Pairing }) {
  async function enter(code: string, from: string, name?: string): Promise<Person | undefined> {
    const paired = await pairing.pair(
      code,
      { channel: 'web', peer: `entrance/${from}` },
      {
        placeOf: (id) => ({ channel: 'web', peer: `staff/${id}` }),
        ...(name === undefined ? {} : { name }),
      },
    )
    return paired.ok ? paired.person : undefined
  }
  return {
    person: async (id: string) => roster.get(id),
    names: async () => new Map(roster.all().map(({ id, name }) => [id, name])),
    pair: (code: string, name: string, from: string) => enter(code, from, name),
    signIn: (link: string, from: string) => enter(link, from),
  }
}
