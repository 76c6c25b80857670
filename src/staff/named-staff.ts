import type { Concerned } from '../domain/fairness.ts'
import type { Person } from '../domain/person.ts'
import type { Understanding } from '../domain/understanding.ts'

/** A staff number that is digits alone is one only behind a word that says so. */
const numberWords = String.raw`(?:员工编?号|員工編?號|工号|工號|编号|編號|staff\s*(?:no\.?|number|id)|employee\s*(?:no\.?|number|id)|badge|agent)`
const shortestNumber = 3

/** Later words complain of somebody only where they are about conduct: people greet and thank a colleague by name. */
export function isAboutConduct({ category }: Pick<Understanding, 'category'>): boolean {
  return category?.id === 'attitude'
}

/**
 * The members of staff whom words name: by their full or public name, or by their number. A name several people bear
 * names all of them, until somebody says who was meant.
 */
export function namedStaff(text: string, people: readonly Person[]): readonly Concerned[] {
  const words = text.normalize('NFKC').toLowerCase()
  return people
    .filter(
      (person) => names(person).some((name) => stands(words, name)) || numbered(words, person),
    )
    .map(({ id, name }) => ({ id, name }))
}

function names({ id, name, publicName }: Person): readonly string[] {
  // Who was enrolled without a name is called by his id inside; outside nobody knows it.
  if (name === id) return []
  return [name, publicName]
    .map((one) => one.normalize('NFKC').trim().toLowerCase())
    .filter((one) => [...one].length > 1)
}

function numbered(words: string, { id }: Person): boolean {
  const number = id.toLowerCase()
  if (new RegExp(`${numberWords}\\s*[:：#是为為]?\\s*${literal(number)}(?![a-z0-9])`).test(words))
    return true
  const mixed = /\d/.test(number) && /\p{L}/u.test(number) && number.length >= shortestNumber
  return mixed && stands(words, number)
}

/** Chinese names stand anywhere, Latin ones between boundaries. */
function stands(words: string, name: string): boolean {
  if (/\p{Script=Han}/u.test(name)) return words.includes(name)
  return new RegExp(`(?<![a-z0-9])${literal(name)}(?![a-z0-9])`).test(words)
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
