import { XMLParser } from 'fast-xml-parser'

/** The fields of one message: text by the element's name. What is nested in an element is left out. */
export type Fields = ReadonlyMap<string, string>

const parser = new XMLParser({
  ignoreAttributes: true,
  // A message id has 64 bits, and a text of digits keeps its zeros.
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
})

/** Reads `<xml>…</xml>`; undefined for anything else. A document that declares types or entities is not read at all. */
export function readXml(text: string): Fields | undefined {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return undefined
  let root: unknown
  try {
    root = (parser.parse(text, true) as { xml?: unknown }).xml
  } catch {
    return undefined
  }
  if (typeof root !== 'object' || root === null) return undefined
  return new Map(
    Object.entries(root).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  )
}

/** An element whose text is read as it stands. */
export function cdata(name: string, text: string): string {
  return `<${name}><![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`
}
