/**
 * A text in pieces of at most `limit` by `sizeOf`: cut at the ends of lines where that is possible, else between
 * characters.
 */
export function inPieces(text: string, limit: number, sizeOf: (text: string) => number): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const line of text.split(/(?<=\n)/)) {
    for (const part of sizeOf(line) > limit ? charactersOf(line) : [line]) {
      if (sizeOf(piece) + sizeOf(part) > limit) {
        pieces.push(piece)
        piece = ''
      }
      piece += part
    }
  }
  return [...pieces, piece].map((one) => one.trimEnd()).filter(Boolean)
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function charactersOf(line: string): string[] {
  return [...characters.segment(line)].map(({ segment }) => segment)
}
