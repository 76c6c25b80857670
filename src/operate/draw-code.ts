import { writeFile } from 'node:fs/promises'
import { toBuffer, toString as toText } from 'qrcode'

/** A code that a phone reads: as a picture (PNG) in `out`, else as text for the terminal. */
export async function drawCode(url: string, out?: string): Promise<string | undefined> {
  if (out === undefined) return toText(url, { type: 'utf8', errorCorrectionLevel: 'L' })
  await writeFile(out, await toBuffer(url, { width: 600, margin: 4 }))
  return undefined
}
