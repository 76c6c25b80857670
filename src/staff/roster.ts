import { approvalLimit } from '../domain/approval.ts'
import { type Actor, type Person, type Role, roles } from '../domain/person.ts'
import type { Organisation, Policy } from '../domain/policy.ts'
import type { Locale } from '../domain/wording.ts'
import type { Store } from '../store/port.ts'
import { publicNameOf } from './public-name.ts'

export type StaffPlace = { channel: string; peer: string }

/** What it takes to enrol somebody. `team` is a room's id, or a department's (its room then). */
export type Enrolment = {
  id: string
  name?: string
  role: Role
  team: string
  address?: StaffPlace
  locale?: Locale
}

/** Somebody was to be enrolled with an id, role or team that the desk does not know. `what` names which. */
export class EnrolmentError extends Error {
  override name = 'EnrolmentError'
  readonly what: 'id' | 'role' | 'team'
  constructor(what: 'id' | 'role' | 'team', value: string) {
    super(`cannot enrol: ${what} "${value}" is not known`)
    this.what = what
  }
}

type Member = Person & { disabled?: true }
type Kept = { revision: number; member: Member }

const idForm = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,31}$/u
/** Another process may write the same person at the same time; more often than this is a fault. */
const attempts = 8

/**
 * The people of the desk and their rooms: records of the store, kept in memory. What would surprise you: another
 * process's changes show after `refresh()`. Disabled people are found by nobody.
 */
export class Roster {
  readonly #store: Store
  readonly #organisation: Organisation
  readonly #policy: Policy
  #people = new Map<string, Kept>()
  #byPlace = new Map<string, string>()
  readonly #listeners: (() => void)[] = []

  constructor(store: Store, organisation: Organisation, policy: Policy) {
    this.#store = store
    this.#organisation = organisation
    this.#policy = policy
  }

  /** Reads everybody again from the store. */
  async refresh(): Promise<void> {
    const records = await this.#store.records('person:')
    this.#people = new Map(
      records.map(({ name, value, revision }) => [
        name.slice('person:'.length),
        { revision, member: value as Member },
      ]),
    )
    this.#index()
    for (const changed of this.#listeners) changed()
  }

  /** Calls back whenever people were read anew: by a change here, or by another process. */
  onChange(changed: () => void): void {
    this.#listeners.push(changed)
  }

  /** Everybody who may work, by id. */
  all(): readonly Person[] {
    return [...this.#people.values()]
      .map(({ member }) => member)
      .filter((member) => !member.disabled)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  get(id: string): Person | undefined {
    const member = this.#people.get(id)?.member
    return member?.disabled ? undefined : member
  }

  /** Who writes from this place; nobody where it is not paired. */
  find(channel: string, peer: string): Person | undefined {
    const id = this.#byPlace.get(placeKey({ channel, peer }))
    return id === undefined ? undefined : this.get(id)
  }

  /** Who sits in a team's room. */
  inTeam(team: string): readonly Person[] {
    return this.all().filter((person) => person.team === team)
  }

  /** Who gives a command, with the sum he may approve (分) by the policy. */
  actorOf(person: Person): Actor {
    const { id, name, publicName, roles: held, team } = person
    const limit = approvalLimit(this.#policy.approval, held) ?? 0
    return { id, name, publicName, roles: held, team, limit }
  }

  /** The departments whose room the person sits in. */
  departmentsOf(person: Person): readonly string[] {
    return this.#organisation.departments
      .filter(({ team }) => team === person.team)
      .map(({ id }) => id)
  }

  /**
   * Adds a person or changes one: the role and team given count, addresses are added. Throws EnrolmentError for an
   * unknown role or team, or an id of other than letters, digits, `_`, `.`, `-`.
   */
  async enrol(entry: Enrolment): Promise<Person> {
    if (!idForm.test(entry.id)) throw new EnrolmentError('id', entry.id)
    if (!roles.includes(entry.role)) throw new EnrolmentError('role', entry.role)
    const team = this.#teamOf(entry.team)
    if (team === undefined) throw new EnrolmentError('team', entry.team)
    if (entry.address) await this.#leave(entry.address, entry.id)
    return this.#change(entry.id, (old: Member | undefined) => ({
      id: entry.id,
      name: entry.name ?? old?.name ?? entry.id,
      publicName:
        entry.name === undefined && old ? old.publicName : publicNameOf(entry.name ?? entry.id),
      roles: [entry.role],
      team,
      locale: entry.locale ?? old?.locale ?? this.#organisation.locale,
      addresses: withPlace(old?.addresses ?? [], entry.address),
      // Who was sent away does not come back by an invitation.
      ...(old?.disabled ? { disabled: true } : {}),
    }))
  }

  /** The person can be reached here from now on; whoever had the place before loses it. Nobody for an unknown id. */
  async addAddress(id: string, address: StaffPlace): Promise<Person | undefined> {
    if (!this.get(id)) return undefined
    await this.#leave(address, id)
    return this.#change(id, (old: Member) => ({
      ...old,
      addresses: withPlace(old.addresses, address),
    }))
  }

  async setLocale(id: string, locale: Locale): Promise<Person | undefined> {
    if (!this.get(id)) return undefined
    return this.#change(id, (old: Member) => ({ ...old, locale }))
  }

  /** The person may no longer do anything; name and addresses stay for the histories and for his return. */
  async disable(id: string): Promise<void> {
    if (!this.get(id)) return
    await this.#change(id, (old: Member) => ({ ...old, disabled: true }))
  }

  /** He works here again, reached where he was reached before. */
  async enable(id: string): Promise<void> {
    if (!this.isDisabled(id)) return
    await this.#change(id, ({ disabled: _gone, ...old }: Member) => old)
  }

  isDisabled(id: string): boolean {
    return this.#people.get(id)?.member.disabled === true
  }

  /** Everybody who may not work any more, by id. */
  disabled(): readonly Person[] {
    const members = [...this.#people.values()].map(({ member }) => member)
    return members.filter(({ disabled }) => disabled).sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  /** Shown inside for any id, also of people who have left. */
  nameOf(id: string): string {
    return this.#people.get(id)?.member.name ?? id
  }

  #teamOf(id: string): string | undefined {
    const { teams, departments } = this.#organisation
    if (teams.some((team) => team.id === id)) return id
    return departments.find((department) => department.id === id)?.team
  }

  async #leave(place: StaffPlace, next: string): Promise<void> {
    const holder = this.#byPlace.get(placeKey(place))
    if (holder === undefined || holder === next) return
    await this.#change(holder, (old: Member) => ({
      ...old,
      addresses: old.addresses.filter((other) => placeKey(other) !== placeKey(place)),
    }))
  }

  async #change(id: string, to: (old: never) => Member): Promise<Person> {
    for (let n = 0; n < attempts; n++) {
      const kept = this.#people.get(id)
      const member = to(kept?.member as never)
      if (await this.#store.writeRecord(`person:${id}`, kept?.revision ?? 0, member)) {
        await this.refresh()
        return member
      }
      await this.refresh()
    }
    throw new Error(`person:${id} was changed by somebody else ${attempts} times in a row`)
  }

  #index(): void {
    this.#byPlace.clear()
    const members = [...this.#people.values()].map(({ member }) => member)
    for (const member of members.filter(({ disabled }) => !disabled)) {
      for (const place of member.addresses) this.#byPlace.set(placeKey(place), member.id)
    }
  }
}

/** The people of the desk, read from the store. */
export async function createRoster(
  store: Store,
  organisation: Organisation,
  policy: Policy,
): Promise<Roster> {
  const roster = new Roster(store, organisation, policy)
  await roster.refresh()
  return roster
}

function placeKey({ channel, peer }: StaffPlace): string {
  return `${channel}/${peer}`
}

function withPlace(
  places: readonly StaffPlace[],
  place: StaffPlace | undefined,
): readonly StaffPlace[] {
  if (!place || places.some((other) => placeKey(other) === placeKey(place))) return places
  return [...places, { channel: place.channel, peer: place.peer }]
}
