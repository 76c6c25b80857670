import type { Clock } from '../clock/port.ts'
import type { Person, Role } from '../domain/person.ts'
import type { Store } from '../store/port.ts'
import { changeRecord } from '../store/records.ts'
import { hashCode, isCode, looksLikeCode, makeCode, type Random } from './one-time-code.ts'
import type { Roster, StaffPlace } from './roster.ts'
import { Throttle } from './throttle.ts'

/** A code that waits for its person. `used`: by whom and when, so that the same message twice is one pairing. */
type Invitation = {
  hash: string
  id: string
  name?: string
  /** Absent: one more place for somebody who is enrolled already. */
  role?: Role
  team?: string
  until: number | null
  used?: { place: string; at: number }
}

/** Times in ms. */
export type PairingRules = {
  validFor: number
  adminCodeValidFor: number
  tries: number
  triesForgottenAfter: number
}

const hour = 3_600_000
const pairingRules: PairingRules = {
  validFor: 7 * 24 * hour,
  adminCodeValidFor: 24 * hour,
  tries: 5,
  triesForgottenAfter: 24 * hour,
}

/** `silent`: too many wrong codes came from there; it is to be answered as if nothing had been tried. */
export type Paired = { ok: true; person: Person } | { ok: false; silent: boolean }

/** The same message may come again this long after the code was used. */
const sameMessage = 10 * 60_000

/**
 * How people get in: the first admin by a one-time code, everybody else by an invitation. Codes are stored hashed and
 * work once.
 */
export class Pairing {
  readonly #store: Store
  readonly #roster: Roster
  readonly #clock: Pick<Clock, 'now'>
  readonly #random: Random
  readonly #rules: PairingRules
  readonly #adminTeam: string
  readonly #throttle: Throttle

  constructor(deps: {
    store: Store
    roster: Roster
    clock: Pick<Clock, 'now'>
    random: Random
    /** The room the first admin sits in. */
    adminTeam: string
    rules?: PairingRules
  }) {
    this.#store = deps.store
    this.#roster = deps.roster
    this.#clock = deps.clock
    this.#random = deps.random
    this.#rules = deps.rules ?? pairingRules
    this.#adminTeam = deps.adminTeam
    this.#throttle = new Throttle(this.#rules.tries, this.#rules.triesForgottenAfter)
  }

  /** A fresh code for the first admin, to be shown to the operator; none where the desk has an admin. */
  async adminCode(): Promise<string | undefined> {
    const hasAdmin = this.#roster
      .all()
      .some((person) => person.roles.includes('admin') && person.addresses.length > 0)
    if (hasAdmin) return undefined
    const code = makeCode(this.#random)
    const invitation: Invitation = {
      hash: hashCode(code),
      id: 'admin',
      role: 'admin',
      team: this.#adminTeam,
      until: null,
    }
    await this.#write('pairing:admin', invitation)
    return code
  }

  /**
   * A fresh code for an admin who has no other way in, valid for a day, on a desk that has one or not. It replaces an
   * earlier one. Who is admin already gets one more place to work from and keeps his name.
   */
  async newAdminCode(): Promise<{ code: string; until: number }> {
    const code = makeCode(this.#random)
    const until = this.#clock.now() + this.#rules.adminCodeValidFor
    const invitation = { hash: hashCode(code), id: 'admin', until }
    const isAdmin = this.#roster.get('admin')?.roles.includes('admin')
    const seat = isAdmin ? {} : { role: 'admin' as const, team: this.#adminTeam }
    await this.#write('pairing:admin', { ...invitation, ...seat })
    return { code, until }
  }

  /** A code for one person, valid for some days; it replaces an earlier one for the same person. */
  async invite(whom: {
    id: string
    name?: string
    role?: Role
    team?: string
  }): Promise<{ code: string; until: number }> {
    const code = makeCode(this.#random)
    const until = this.#clock.now() + this.#rules.validFor
    await this.#write(`pairing:invited:${whom.id}`, { hash: hashCode(code), ...whom, until })
    return { code, until }
  }

  /**
   * Lets in who has a valid code; `place` is where the attempt comes from. `seat` says where the person can be reached
   * if that is another place, and a name for somebody who was invited without one.
   */
  async pair(
    code: string,
    place: StaffPlace,
    seat: { placeOf?(id: string): StaffPlace; name?: string } = {},
  ): Promise<Paired> {
    const now = this.#clock.now()
    const from = `${place.channel}/${place.peer}`
    if (this.#throttle.spent(from, now)) return { ok: false, silent: true }
    const invitation = looksLikeCode(code) ? await this.#use(code, from, now) : undefined
    const at = invitation && (seat.placeOf?.(invitation.id) ?? place)
    const person = at && (await this.#letIn({ name: seat.name, ...invitation }, at))
    if (person) return { ok: true, person }
    this.#throttle.count(from, now)
    return { ok: false, silent: false }
  }

  async #use(code: string, from: string, now: number): Promise<Invitation | undefined> {
    const found = await this.#find(code)
    if (!found) return undefined
    const { name, revision, invitation } = found
    const { until, used } = invitation
    if (used) return used.place === from && now - used.at < sameMessage ? invitation : undefined
    if (until !== null && until <= now) return undefined
    // Written before the person is: of two who try the same code at once, one gets in.
    const taken = { ...invitation, used: { place: from, at: now } }
    return (await this.#store.writeRecord(name, revision, taken)) ? invitation : undefined
  }

  async #find(code: string) {
    let found: { name: string; revision: number; invitation: Invitation } | undefined
    // Every stored code is compared, so that the time tells nothing.
    for (const { name, revision, value } of await this.#store.records('pairing:')) {
      const invitation = value as Invitation
      if (isCode(code, invitation.hash)) found = { name, revision, invitation }
    }
    return found
  }

  async #letIn(
    invitation: Omit<Invitation, 'name'> & { name?: string | undefined },
    address: StaffPlace,
  ): Promise<Person | undefined> {
    const { id, name, role, team } = invitation
    if (!role || !team) return this.#roster.addAddress(id, address)
    return this.#roster.enrol({ id, role, team, address, ...(name === undefined ? {} : { name }) })
  }

  async #write(name: string, invitation: Invitation): Promise<void> {
    await changeRecord(this.#store, name, () => invitation)
  }
}
