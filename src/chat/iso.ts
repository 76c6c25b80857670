import { utcToLocal } from '../domain/zone.ts'

const minute = 60_000

/** A moment as people of that zone write it: `2026-11-21T09:00:00.000+08:00`. */
export function isoIn(at: number, zone: string): string {
  const local = utcToLocal(zone, at)
  const minutes = Math.round((local - at) / minute)
  const digits = (value: number) => String(Math.trunc(value)).padStart(2, '0')
  const apart = `${digits(Math.abs(minutes) / 60)}:${digits(Math.abs(minutes) % 60)}`
  const offset = minutes === 0 ? 'Z' : `${minutes < 0 ? '-' : '+'}${apart}`
  return new Date(local).toISOString().replace('Z', offset)
}
