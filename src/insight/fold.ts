import { Converter } from 'opencc-js/t2cn'

/** What a character is, for finding where words and sentences end. */
export const kinds = {
  other: 0,
  han: 1,
  latin: 2,
  digit: 3,
  space: 4,
  /** Ends a clause. */
  comma: 5,
  /** Ends a sentence. */
  stop: 6,
} as const

/** Longest text that is read, in UTF-16 units; what comes after it is not looked at. */
const longest = 4000

/**
 * A text made comparable, unit for unit: `codes[i]` stands for `raw[i]`. Lower case, narrow forms, simplified
 * characters, and characters that people use for each other (您 and 你, 得 and 的) as one.
 */
export type Page = {
  raw: string
  length: number
  codes: Uint16Array
  /** The folded text as a string; made when first asked for. */
  text(): string
  han: number
  traditional: number
  simplified: number
  digits: number
  capitals: number
  small: number
  exclamations: number
}

export type Fold = {
  /** The returned page is valid until the next call. */
  page(text: string): Page
  /** A word of the lexicon, folded the same way; ASCII is left alone in a `pattern`. */
  word(text: string, pattern?: boolean): string
  kinds: Uint8Array
}

// Traditional texts use these too, so they do not tell that a text is simplified.
const sharedWithTraditional =
  '后里面干台只冲谷松系云复丑斗几卜曲舍叶吁咸姜家折致辟郁于余范蔑胡党帘幸准凶仆克累才秋表旋向合回丰占扎万与虫御症种朱制术周岳布志杰柜游炮局巨志灶烟群腌脉莲苹蝎踪迹采钟针锈霉吃吊炼杯床峰果灾斤借了昆沾板夸征漓伙借凄咽唇尸尽并托冬宁苏晒岩席'
// Simplified texts use these too, so they do not tell that a text is traditional.
const sharedWithSimplified = '著乾藉瞭於徵夥餘後裏麽幺覆馀甚妳牠祢份祇剋嚐'
const alike: readonly [string, string][] = [
  ['您妳祢', '你'],
  ['得', '的'],
  ['著', '着'],
  ['啦咯囉喽啰', '了'],
  ['呀噢喔哦哟呐', '啊'],
  ['俺咱', '我'],
  ['甚', '什'],
  ['麽麼', '么'],
  ['裏裡', '里'],
  ['唔', '不'],
  ['冇', '没'],
  ['咗', '了'],
  ['嘅', '的'],
  ['係', '是'],
  ['哋', '们'],
  ['’‘`´', "'"],
  ['“”', '"'],
  ['﹐、', ','],
]
const exclamation = 33
const invisible =
  /\u00ad|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u2064]|\u20e3|[\ufe00-\ufe0f]|\ufeff/g
const spacedOut = /^[\u4e00-\u9fff](?: [\u4e00-\u9fff])+$/

/** Builds the tables once (some ms); folding a text afterwards is one look-up a character. */
export function createFold(): Fold {
  const { table, traditional, simplified } = characterTables()
  const kindOf = kindTable()
  const codes = new Uint16Array(longest)

  function page(text: string): Page {
    const raw = visible(text)
    const length = raw.length
    let built: string | undefined
    const of: Page = {
      raw,
      length,
      codes,
      text: () => {
        built ??= String.fromCharCode.apply(null, codes.subarray(0, length) as unknown as number[])
        return built
      },
      han: 0,
      traditional: 0,
      simplified: 0,
      digits: 0,
      capitals: 0,
      small: 0,
      exclamations: 0,
    }
    for (let i = 0; i < length; i++) {
      const unit = raw.charCodeAt(i)
      codes[i] = table[unit]!
      count(of, unit, codes[i]!)
    }
    return of
  }

  function count(of: Page, unit: number, code: number): void {
    const kind = kindOf[code]
    if (kind === kinds.han) {
      of.han++
      of.traditional += traditional[unit]!
      of.simplified += simplified[unit]!
    } else if (kind === kinds.latin) {
      if (unit === code) of.small++
      else of.capitals++
    } else if (kind === kinds.digit) of.digits++
    else if (code === exclamation) of.exclamations++
  }

  function word(text: string, pattern = false): string {
    let folded = ''
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      folded += pattern && unit < 128 ? text[i] : String.fromCharCode(table[unit]!)
    }
    return folded
  }

  return { page, word, kinds: kindOf }
}

function visible(text: string): string {
  const cut = text.length > longest ? text.slice(0, longest) : text
  const seen = cut.replace(invisible, '').trim()
  return spacedOut.test(seen) ? seen.replaceAll(' ', '') : seen
}

function characterTables() {
  const table = new Uint16Array(65536)
  const traditional = new Uint8Array(65536)
  const simplified = new Uint8Array(65536)
  for (let unit = 0; unit < 65536; unit++) table[unit] = narrow(unit)

  const first = 0x4e00
  const all = Array.from({ length: 0x9fff - first }, (_, i) => String.fromCharCode(first + i))
  const converted = Converter({ from: 'tw', to: 'cn' })(all.join('\n')).split('\n')
  all.forEach((character, i) => {
    const plain = converted[i]
    if (!plain || plain === character || plain.length !== 1) return
    const unit = character.charCodeAt(0)
    table[unit] = plain.charCodeAt(0)
    traditional[unit] = 1
    simplified[plain.charCodeAt(0)] = 1
  })
  for (const character of sharedWithSimplified) traditional[character.charCodeAt(0)] = 0
  for (const character of sharedWithTraditional) simplified[character.charCodeAt(0)] = 0
  for (const character of '嘅咗喺哋冇啲嗰咁嚟') traditional[character.charCodeAt(0)] = 1
  for (const [many, one] of alike) {
    for (const character of many) table[character.charCodeAt(0)] = one.charCodeAt(0)
  }
  return { table, traditional, simplified }
}

/** Lower case and narrow, where that is one unit again. */
function narrow(unit: number): number {
  if (unit < 128) return unit >= 65 && unit <= 90 ? unit + 32 : unit
  if (unit >= 0xd800 && unit <= 0xdfff) return unit
  const folded = String.fromCharCode(unit).normalize('NFKC').toLowerCase()
  return folded.length === 1 ? folded.charCodeAt(0) : unit
}

function kindTable(): Uint8Array {
  const table = new Uint8Array(65536)
  const fill = (from: number, to: number, kind: number) => table.fill(kind, from, to + 1)
  fill(0x3400, 0x9fff, kinds.han)
  fill(0xf900, 0xfaff, kinds.han)
  table[0x3007] = kinds.han
  fill(97, 122, kinds.latin)
  fill(0xdf, 0x24f, kinds.latin)
  fill(48, 57, kinds.digit)
  for (const c of ' \t\u00a0\u3000') table[c.charCodeAt(0)] = kinds.space
  for (const c of ',，、:：()') table[c.charCodeAt(0)] = kinds.comma
  for (const c of '\n\r!?;。！？；') table[c.charCodeAt(0)] = kinds.stop
  return table
}
