import { kinds } from './fold.ts'

/** Where terms were found: `term[i]` from `start[i]` to before `end[i]`, by start, shorter ones first. */
export type Found = { count: number; term: Int32Array; start: Int32Array; end: Int32Array }

/** `open`: the term may go on in Latin letters. */
export type Term = { text: string; open: boolean }

const most = 4096

/**
 * Finds every term of a fixed list in one pass over the text. Terms in Latin letters or digits are found as whole words
 * only. The returned finds are valid until the next call.
 */
export function createScanner(terms: readonly Term[], kindOf: Uint8Array) {
  const root = new Int32Array(65536)
  const children: (Map<number, number> | undefined)[] = [undefined]
  const ends: number[] = [-1]
  terms.forEach((term, id) => {
    let node = 0
    for (let i = 0; i < term.text.length; i++) {
      const code = term.text.charCodeAt(i)
      const known = node === 0 ? root[code] : children[node]?.get(code)
      if (known) {
        node = known
        continue
      }
      const next = children.push(undefined) - 1
      ends.push(-1)
      if (node === 0) root[code] = next
      else {
        children[node] ??= new Map()
        children[node]!.set(code, next)
      }
      node = next
    }
    if (node !== 0) ends[node] = id
  })
  const wordy = (code: number) => kindOf[code] === kinds.latin || kindOf[code] === kinds.digit
  // 1: must begin a word, 2: must end one.
  const bounds = terms.map(
    ({ text, open }) =>
      (wordy(text.charCodeAt(0)) ? 1 : 0) +
      (!open && wordy(text.charCodeAt(text.length - 1)) ? 2 : 0),
  )
  const found: Found = {
    count: 0,
    term: new Int32Array(most),
    start: new Int32Array(most),
    end: new Int32Array(most),
  }

  return function scan(codes: Uint16Array, length: number): Found {
    let count = 0
    for (let i = 0; i < length && count < most; i++) {
      let node = root[codes[i]!]!
      let at = i + 1
      while (node !== 0) {
        const term = ends[node]!
        if (term >= 0 && count < most && stands(bounds[term]!, codes, i, at, length)) {
          found.term[count] = term
          found.start[count] = i
          found.end[count] = at
          count++
        }
        if (at >= length) break
        node = children[node]?.get(codes[at]!) ?? 0
        at++
      }
    }
    found.count = count
    return found
  }

  function stands(bound: number, codes: Uint16Array, from: number, to: number, length: number) {
    if (bound & 1 && from > 0 && wordy(codes[from - 1]!)) return false
    return !(bound & 2 && to < length && wordy(codes[to]!))
  }
}
