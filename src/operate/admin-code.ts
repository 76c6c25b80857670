import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../clock/system.ts'
import { openStore } from '../open-store.ts'
import type { Settings } from '../settings/load.ts'
import { Pairing } from '../staff/pairing.ts'
import { createRoster } from '../staff/roster.ts'
import { askDesk } from './ask-desk.ts'

/** `until`: epoch ms. */
export type AdminCode = { code: string; until: number }

/**
 * A new one-time code for an admin on the folder's desk: from the running desk, or into its folder where it is stopped.
 * `undefined` where no desk has ever run on the folder: its first start prints a code.
 */
export async function newAdminCode(settings: Settings): Promise<AdminCode | undefined> {
  const { environment, organisation, policy } = settings
  const asked = await askDesk<AdminCode>(environment.data, 'admin-code')
  if (asked) return asked.answer
  const { data: folder, mongodb } = environment
  if (!mongodb && !existsSync(join(folder, 'redress.db'))) return undefined
  const opened = await openStore({ folder, mongodb }, {})
  await using store = opened.store
  const roster = await createRoster(store, organisation, policy)
  const adminTeam = organisation.teams[0]!.id
  const pairing = new Pairing({ store, roster, clock: systemClock, random: randomBytes, adminTeam })
  return await pairing.newAdminCode()
}
