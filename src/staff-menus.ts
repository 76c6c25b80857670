import type { DeskSoFar } from './desk.ts'
import type { Role } from './domain/person.ts'
import type { Locale, Wording } from './domain/wording.ts'
import { allCommands } from './inbox/commands/all.ts'

type Desk = Pick<DeskSoFar, 'roster' | 'rooms'> & {
  say(wording: Wording, locale: Locale): string
  /** The language of rooms. */
  locale: Locale
}

/** One command as a menu shows it; its names have no hyphen. */
type Shown = { command: string; description: string }

/** What each colleague and each room on a channel may be offered there, as it is now, and when that may have changed. */
export type StaffMenus = {
  now(): readonly { chat: string; commands: readonly Shown[] }[]
  onChange(changed: () => void): void
}

/** The commands of the desk as a platform's menus show them, by rights and language. */
export function staffMenusOf(channel: string, { roster, rooms, say, locale }: Desk): StaffMenus {
  const commandsFor = (roles: readonly Role[], reader: Locale): Shown[] =>
    allCommands
      .filter((command) => command.roles.some((role) => roles.includes(role)))
      .map(({ name }) => ({
        command: name.replaceAll('-', '_'),
        description: say({ key: `desk.command.${name}.does` }, reader),
      }))

  return {
    now() {
      const people = roster.all().flatMap(({ addresses, roles, locale: reader }) => {
        const places = addresses.filter((place) => place.channel === channel)
        return places.map(({ peer }) => ({ chat: peer, commands: commandsFor(roles, reader) }))
      })
      const groups = rooms.all(channel).map(({ peer, team }) => {
        const roles = roster.inTeam(team).flatMap((person) => person.roles)
        return { chat: peer, commands: commandsFor(roles, locale) }
      })
      return [...people, ...groups].filter(({ commands }) => commands.length > 0)
    },
    onChange(changed) {
      roster.onChange(changed)
      rooms.onChange(changed)
    },
  }
}
