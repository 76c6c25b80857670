import type { Described } from './describe.ts'

/** ISO 14496-12: films as phones make them and platforms keep them. */
export function describeFilm(bytes: Uint8Array): Described | undefined {
  const isFilm = Buffer.from(bytes.subarray(4, 8)).toString('latin1') === 'ftyp'
  return isFilm ? { name: 'video.mp4', type: 'video/mp4' } : undefined
}

/** ISO 32000. */
export function describePdf(bytes: Uint8Array): Described | undefined {
  const isPdf = Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'
  return isPdf ? { name: 'document.pdf', type: 'application/pdf' } : undefined
}

/** Endings that tell staff what opens a file; what runs is not among them. */
const papers = /\.(pdf|docx?|xlsx?|pptx?|csv|txt|zip)["']?\s*$/i

/** A file of any other kind is kept as it is, to be saved and not to be shown; of its name only a known ending stays. */
export function describePaper(called: string): Described {
  const [, ending = 'bin'] = papers.exec(called) ?? []
  return { name: `file.${ending.toLowerCase()}`, type: 'application/octet-stream' }
}
