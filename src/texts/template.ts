/** A sentence cut at its gaps: texts at even places, names of gaps at odd ones. */
export type Template = readonly string[]

const gap = /\{\{\s*(\w+)\s*\}\}/

/** Cuts a sentence at its gaps, `{{name}}`, once for every time it will be filled. */
export function compile(text: string): Template {
  return text.split(gap)
}

/** The sentence with each gap filled by what `show` gives for its name. What is filled in is never read again. */
export function fill(template: Template, show: (name: string) => string): string {
  let filled = template[0]!
  for (let i = 1; i < template.length; i += 2) filled += show(template[i]!) + template[i + 1]!
  return filled
}

/** The names of a sentence's gaps, in order. */
export function gapsOf(text: string): string[] {
  return compile(text).filter((_, i) => i % 2 === 1)
}

/** True where braces are left that are no gap. */
export function hasBrokenGap(text: string): boolean {
  return compile(text).some((part, i) => i % 2 === 0 && /\{\{|\}\}/.test(part))
}
