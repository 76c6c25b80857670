/**
 * Moments and local time. "Local" here is the wall clock of a zone written as if it were UTC: 1970-01-01 00:00 on that
 * clock is 0, in ms.
 */

const day = 86_400_000
/** Days remembered per zone, about ten years. */
const remembered = 4_000

type Zone = {
  format: Intl.DateTimeFormat
  /** Per UTC day: the offset where it is the same all day, `null` where it changes. */
  offsets: Map<number, number | null>
}

const zones = new Map<string, Zone>()

/** The wall clock of `zone` at a moment (epoch ms). Throws RangeError for an unknown zone. */
export function utcToLocal(zone: string, at: number): number {
  return at + offsetAt(zone, at)
}

/**
 * The moment (epoch ms) the wall clock of `zone` shows `local`. A time the clock shows twice is the first of the two; a
 * time it skips is moved on by what was skipped.
 */
export function localToUtc(zone: string, local: number): number {
  const before = local - offsetAt(zone, local - day)
  if (utcToLocal(zone, before) === local) return before
  const after = local - offsetAt(zone, local + day)
  return utcToLocal(zone, after) === local ? after : before
}

function offsetAt(name: string, at: number): number {
  const zone = zones.get(name) ?? open(name)
  const n = Math.floor(at / day)
  let offset = zone.offsets.get(n)
  if (offset === undefined) {
    const first = readOffset(zone, n * day)
    offset = first === readOffset(zone, (n + 1) * day - 1) ? first : null
    if (zone.offsets.size >= remembered) zone.offsets.clear()
    zone.offsets.set(n, offset)
  }
  return offset ?? readOffset(zone, at)
}

function open(name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const zone = { format, offsets: new Map() }
  zones.set(name, zone)
  return zone
}

function readOffset(zone: Zone, at: number): number {
  const wholeSecond = Math.floor(at / 1_000) * 1_000
  const part: Record<string, number> = {}
  for (const { type, value } of zone.format.formatToParts(wholeSecond)) part[type] = Number(value)
  const { year, month, day: date, hour, minute, second } = part
  return Date.UTC(year!, month! - 1, date!, hour!, minute!, second!) - wholeSecond
}
