import { DateTime } from 'luxon'

/** A moment as people of that zone write it: `2026-11-21T09:00:00.000+08:00`. */
export function isoIn(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toISO() ?? new Date(at).toISOString()
}
