import type { Page } from './fold.ts'

const number = String.raw`(?<number>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,9}(?:\.\d{1,2})?|[零一二两三四五六七八九十百千万]{1,9})\s?(?<scale>万|千|w|k)?`
const notMoney =
  '(?!\\s?(?:\\d|[天个次件年月日时号点分倍小%人台份周回箱包]|days?|hours?|times|items?|weeks?|months?|pieces|kg|%))'

const named = new RegExp(
  String.raw`(?:损失|亏|多扣|多收|多付|乱扣|乱收|少退|坑|骗|医药费|医疗费|误工费|维修费花|价值|误扣)[^\d零一二两三四五六七八九十百千万.。!?;\n]{0,6}?[¥$]?${number}${notMoney}`,
)
const namedAfter = new RegExp(
  String.raw`${number}\s?(?:多|余)?(?:元|块钱|块|圆)(?:钱)?(?:的|左右的)?(?:损失|医药费|医疗费|误工费)`,
)
const english = new RegExp(
  String.raw`(?:\b(?:lost|lose|loss of|losses of|overcharged|damages? (?:of|worth)|worth of damage|medical bills? (?:of|was|were)|cheated(?: me)? out of|scammed(?: me)? (?:out )?of)\b)[^\d.!?;\n]{0,16}?${number}${notMoney}`,
)
const damaged = /坏|碎|泡|烧|砸|毁|损|丢|没了/

const chineseDigits = '零一二三四五六七八九'
const chineseUnits: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 10000 }
const mostFen = 100_000_000_000

/**
 * A loss the text names as one (损失了800, overcharged me 30), in 分. A price paid is none; the worth of a thing is one
 * only where the thing was damaged. The currency is taken to be the desk's.
 */
export function readLoss(page: Page): number | undefined {
  const text = page.text()
  const match = named.exec(text) ?? namedAfter.exec(text) ?? english.exec(text)
  if (!match?.groups) return undefined
  if (match[0].startsWith('价值') && !damaged.test(text)) return undefined
  const amount = amountOf(match.groups.number!) * scaleOf(match.groups.scale)
  const fen = Math.round(amount * 100)
  return fen > 0 && fen <= mostFen ? fen : undefined
}

function scaleOf(scale: string | undefined): number {
  if (scale === '万' || scale === 'w') return 10_000
  return scale === '千' || scale === 'k' ? 1000 : 1
}

function amountOf(written: string): number {
  return /^\d/.test(written) ? Number(written.replaceAll(',', '')) : chineseNumber(written)
}

/** 八百 → 800, 一千二 → 1200, 两万三千 → 23000. */
function chineseNumber(written: string): number {
  let total = 0
  let section = 0
  let digit = 0
  let lastUnit = 1
  for (const character of written) {
    const unit = chineseUnits[character]
    if (unit === undefined) {
      digit = character === '两' ? 2 : chineseDigits.indexOf(character)
      if (character === '零') lastUnit = 10
      continue
    }
    if (unit === 10_000) {
      total += (section + digit) * unit
      section = 0
    } else section += (digit || 1) * unit
    digit = 0
    lastUnit = unit
  }
  // 一千二 leaves out its last unit; 一千零二 and 十二 do not.
  return total + section + (lastUnit > 10 ? digit * (lastUnit / 10) : digit)
}
