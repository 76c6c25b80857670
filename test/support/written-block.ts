import { readFileSync, writeFileSync } from 'node:fs'

/** What a document holds between two lines, as it stands and as it would be written now. */
export type WrittenBlock = { stands: string; written: string }

/**
 * The document with `block` between the lines `<!-- begin -->` and `<!-- end -->`. With `UPDATE=1` in the environment the file
 * is written anew first, so that both are the same. Throws where it has no such lines.
 */
export function writtenBlock(
  file: string,
  { begin, end }: { begin: string; end: string },
  block: string,
): WrittenBlock {
  const before = readFileSync(file, 'utf8')
  const [first, last] = [`<!-- ${begin} -->`, `<!-- ${end} -->`]
  const from = before.indexOf(first)
  const to = before.indexOf(last)
  if (from < 0 || to < from) throw new Error(`${file} has no place for it: "${first}"`)
  const written = `${before.slice(0, from)}${first}\n\n${block}\n\n${before.slice(to)}`
  return asWritten(file, written)
}

/** A document of which every line is written by a test; the same with `UPDATE=1`. */
export function writtenFile(file: string, written: string): WrittenBlock {
  return asWritten(file, written)
}

function asWritten(file: string, written: string): WrittenBlock {
  if (process.env.UPDATE === '1') writeFileSync(file, written)
  return { stands: readFileSync(file, 'utf8'), written }
}
