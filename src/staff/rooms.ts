import type { Organisation } from '../domain/policy.ts'
import type { Store } from '../store/port.ts'
import { changeRecord } from '../store/records.ts'
import type { StaffPlace } from './roster.ts'

/** The room that a team has on a channel from the start. */
type TeamRoom = (team: string) => string | undefined

/**
 * Which group on which channel is which team's room: records `room:<team>`. Rooms that a channel has from the start are not
 * listed.
 */
export class Rooms {
  readonly #store: Store
  readonly #organisation: Organisation
  #bound = new Map<string, readonly StaffPlace[]>()
  readonly #listeners: (() => void)[] = []
  readonly #fixed = new Map<string, TeamRoom>()

  constructor(store: Store, organisation: Organisation) {
    this.#store = store
    this.#organisation = organisation
  }

  /** Which rooms are there from the start. */
  know(channels: readonly { name: string; teamRoom?: TeamRoom }[]): void {
    for (const { name, teamRoom } of channels) if (teamRoom) this.#fixed.set(name, teamRoom)
  }

  async refresh(): Promise<void> {
    const records = await this.#store.records('room:')
    this.#bound = new Map(
      records.map(({ name, value }) => [name.slice('room:'.length), value as StaffPlace[]]),
    )
    for (const changed of this.#listeners) changed()
  }

  /** Calls back whenever rooms were read anew: by a change here, or by another process. */
  onChange(changed: () => void): void {
    this.#listeners.push(changed)
  }

  /** The groups bound to a team. */
  of(team: string): readonly StaffPlace[] {
    return this.#bound.get(team) ?? []
  }

  /** Whether the teams' rooms on a channel are what they are. */
  areFixed(channel: string): boolean {
    return this.#fixed.has(channel)
  }

  /** The rooms of a team on a channel, as that knows them. */
  on(channel: string, team: string): readonly string[] {
    const fixed = this.#fixed.get(channel)
    if (fixed) return asList(fixed(team))
    return this.of(team)
      .filter((place) => place.channel === channel)
      .map(({ peer }) => peer)
  }

  /** Every group on a channel that is a team's room. */
  all(channel: string): readonly { team: string; peer: string }[] {
    return [...this.#bound].flatMap(([team, places]) =>
      places.filter((place) => place.channel === channel).map(({ peer }) => ({ team, peer })),
    )
  }

  /** The team whose room this is. */
  teamOf({ channel, peer }: StaffPlace): string | undefined {
    const fixed = this.#fixed.get(channel)
    if (fixed) return this.#organisation.teams.find(({ id }) => fixed(id) === peer)?.id
    for (const [team, places] of this.#bound) {
      if (places.some((place) => place.channel === channel && place.peer === peer)) return team
    }
    return undefined
  }

  /** Makes a group the room of a team; a group is the room of one team only. */
  async bind(team: string, place: StaffPlace): Promise<void> {
    if (this.teamOf(place) === team) return
    await this.unbind(place)
    await this.#write(team, (places) => [...places.filter((other) => !same(other, place)), place])
  }

  /** The group is no team's room any more. */
  async unbind(place: StaffPlace): Promise<void> {
    const before = this.teamOf(place)
    if (before === undefined) return
    await this.#write(before, (places) => places.filter((other) => !same(other, place)))
  }

  /** The group has another address on its channel from now on. */
  async move(from: StaffPlace, to: StaffPlace): Promise<void> {
    const team = this.teamOf(from)
    if (team === undefined) return
    await this.#write(team, (places) => [
      ...places.filter((other) => !same(other, from) && !same(other, to)),
      to,
    ])
  }

  async #write(team: string, to: (places: readonly StaffPlace[]) => readonly StaffPlace[]) {
    await changeRecord<readonly StaffPlace[]>(this.#store, `room:${team}`, (before = []) =>
      to(before),
    )
    await this.refresh()
  }
}

/** The rooms of the desk, read from the store. */
export async function createRooms(store: Store, organisation: Organisation): Promise<Rooms> {
  const rooms = new Rooms(store, organisation)
  await rooms.refresh()
  return rooms
}

function asList(room: string | undefined): readonly string[] {
  return room === undefined ? [] : [room]
}

function same(a: StaffPlace, b: StaffPlace): boolean {
  return a.channel === b.channel && a.peer === b.peer
}
