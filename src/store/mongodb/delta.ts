import { isDeepStrictEqual } from 'node:util'
import type { ActorDocument } from './document.ts'

/** What the server is asked to change, by path. */
export type Delta = {
  $set: Record<string, unknown>
  $unset?: Record<string, true>
  $push?: Record<string, { $each: readonly unknown[] }>
}

/**
 * What makes one document of the other. What grew at its end is pushed and what stayed is left out, so that a turn writes
 * what it changed, to the database, its log and its members, however long the talk has become.
 */
export function deltaOf(before: ActorDocument, after: ActorDocument): Delta {
  const { desk: machineryBefore, ...fieldsBefore } = before
  const { desk: machinery, ...fields } = after
  const delta = { $set: {}, $unset: {}, $push: {} } satisfies Delta
  compare('', fieldsBefore, fields, delta)
  compare('desk.', machineryBefore, machinery, delta)
  return Object.fromEntries(
    Object.entries(delta).filter(([, paths]) => Object.keys(paths).length > 0),
  ) as Delta
}

function compare(
  path: string,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  { $set, $unset, $push }: Required<Delta>,
): void {
  for (const name of Object.keys(before)) {
    if (after[name] === undefined && before[name] !== undefined) $unset[path + name] = true
  }
  for (const [name, value] of Object.entries(after)) {
    const old = before[name]
    if (value === undefined || isDeepStrictEqual(value, old)) continue
    const tail = grown(old, value)
    if (tail) $push[path + name] = { $each: tail }
    else $set[path + name] = value
  }
}

/** What a list has at its end beside all it had before; undefined where that is not all. */
function grown(before: unknown, after: unknown): readonly unknown[] | undefined {
  if (!Array.isArray(before) || !Array.isArray(after) || before.length === 0) return undefined
  if (after.length <= before.length) return undefined
  const stays = before.every((item, i) => item === after[i] || isDeepStrictEqual(item, after[i]))
  return stays ? after.slice(before.length) : undefined
}
