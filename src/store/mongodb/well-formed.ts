/** The text as the database will give it back: half of a character pair becomes the sign for what cannot be read. */
export function wellFormed(text: string): string {
  return /[\ud800-\udfff]/.test(text) ? Buffer.from(text).toString() : text
}
