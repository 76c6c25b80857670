import type { Clock } from '../clock/port.ts'
import type { Pairing } from '../staff/pairing.ts'
import type { Roster } from '../staff/roster.ts'
import { SignIn } from '../staff/sign-in.ts'
import type { Store } from '../store/port.ts'
import type { Staff } from './port.ts'

type Parts = { roster: Roster; pairing: Pairing; store: Store; clock: Clock }

/** The staff as the pages know them. Who gets in by the page is reached on it from then on. */
export function webStaff({ roster, pairing, store, clock }: Parts): Staff {
  const signIn = new SignIn({ store, clock })
  const placeOf = (id: string) => ({ channel: 'web', peer: `staff/${id}` })
  return {
    person: async (id) => roster.get(id),
    nameOf: (id) => roster.nameOf(id),
    departmentsOf: (person) => roster.departmentsOf(person),
    async pair(code, name, from) {
      const entrance = { channel: 'web', peer: `entrance/${from}` }
      const paired = await pairing.pair(code, entrance, { name, placeOf })
      return paired.ok ? paired.person : undefined
    },
    async signIn(link) {
      const id = await signIn.use(link)
      return id === undefined ? undefined : roster.addAddress(id, placeOf(id))
    },
  }
}
