/**
 * Words as they stand, where the platform reads markdown: nothing that somebody writes becomes a link, a heading or a call
 * of a colleague.
 */
export function asMarkdown(text: string): string {
  return text
    .replace(/[[\]<*`~]/g, (sign) => wide[sign]!)
    .replace(/^(\s*)([#>])/gm, (_, before: string, sign: string) => before + wide[sign]!)
}

/** The same signs, full width. */
const wide: Readonly<Record<string, string>> = {
  '[': '［',
  ']': '］',
  '<': '＜',
  '>': '＞',
  '*': '＊',
  '`': '｀',
  '~': '～',
  '#': '＃',
}
