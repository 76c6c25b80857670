import type { IModule } from 'dependency-cruiser'

/** Who imports whom, by place: `from` → all it imports. */
export type Imports = ReadonlyMap<string, ReadonlySet<string>>

/**
 * The imports of all modules, by folder. Ports and what stands beside them are one place, the adapters behind them another;
 * files directly under `src` are one.
 */
export function importsByFolder(
  modules: readonly Pick<IModule, 'source' | 'dependencies'>[],
): Imports {
  const imports = new Map<string, Set<string>>()
  for (const { source, dependencies } of modules) {
    const from = placeOf(source)
    if (from === undefined) continue
    const all = imports.get(from) ?? new Set<string>()
    imports.set(from, all)
    for (const { resolved } of dependencies) {
      const to = placeOf(resolved)
      if (to !== undefined && to !== from) all.add(to)
    }
  }
  return imports
}

/** Places that import each other in a circle, folded into one, named by all of them. */
export function foldCircles(imports: Imports): Imports {
  const reach = new Map([...imports.keys()].map((from) => [from, reachable(imports, from)]))
  const nameOf = (place: string) => {
    const others = [...reach.keys()].filter(
      (other) => other === place || (reach.get(place)?.has(other) && reach.get(other)?.has(place)),
    )
    return others.sort().join(' · ')
  }
  const folded = new Map<string, Set<string>>()
  for (const [from, all] of imports) {
    const place = nameOf(from)
    const merged = folded.get(place) ?? new Set<string>()
    for (const to of all) if (nameOf(to) !== place) merged.add(nameOf(to))
    folded.set(place, merged)
  }
  return folded
}

/** Without the arrows that a longer way says too. There must be no circle in it. */
export function withoutShortcuts(imports: Imports): Imports {
  return new Map(
    [...imports].map(([from, all]) => {
      const further = new Set([...all].flatMap((to) => [...reachable(imports, to)]))
      return [from, new Set([...all].filter((to) => !further.has(to)))]
    }),
  )
}

function reachable(imports: Imports, from: string): Set<string> {
  const seen = new Set<string>()
  const left = [from]
  for (let place = left.pop(); place !== undefined; place = left.pop()) {
    for (const to of imports.get(place) ?? []) {
      if (seen.has(to)) continue
      seen.add(to)
      left.push(to)
    }
  }
  return seen
}

function placeOf(file: string): string | undefined {
  const [top, folder, inner, ...deeper] = file.split('/')
  if (top === 'flows' && inner) return `flows/${folder}`
  if (top !== 'src') return undefined
  if (inner === undefined) return 'src/*.ts'
  const hasPort = folder === 'channels' || folder === 'store'
  if (!hasPort) return folder
  return deeper.length > 0 ? `each of ${folder}/` : `${folder} (port)`
}
