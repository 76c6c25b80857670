/** Control characters, and the marks that turn the direction of everything after them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be found
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g

/** The same words without control characters and direction overrides: safe to show beside other words. */
export function harmless(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(unseen, '')
}
