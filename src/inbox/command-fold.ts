import { Converter } from 'opencc-js/t2cn'

const toSimplified = Converter({ from: 'tw', to: 'cn' })
const known = new Map<string, string>()

/**
 * A command made comparable, unit for unit, so that places in it are places in the original: small letters, narrow
 * signs, simplified characters.
 */
export function foldCommand(text: string): string {
  let folded = ''
  for (let i = 0; i < text.length; i++) folded += foldUnit(text[i]!)
  return folded
}

function foldUnit(unit: string): string {
  const before = known.get(unit)
  if (before !== undefined) return before
  const narrow = unit === '\u00a0' ? ' ' : oneUnit(unit.normalize('NFKC').toLowerCase(), unit)
  const folded = oneUnit(toSimplified(narrow), narrow)
  known.set(unit, folded)
  return folded
}

function oneUnit(changed: string, unit: string): string {
  return changed.length === 1 ? changed : unit
}
