import { chineseNumber } from './money-chinese.ts'

/** More than this (分) is a slip of the pen, not a sum; it also keeps every sum of sums exact. */
const most = 1e13

const currency = /^(?:¥|￥|rmb|cny|人民币|人民幣)|(?:元整|块钱|塊錢|元|块|塊|圆|圓|yuan|rmb|cny)$/gi
const plain = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?(万|萬)?$/
const parts =
  /^(?:(?<yuan>[^元块塊圆圓]+)[元块塊圆圓])?(?:(?<jiao>[^角毛]+)[角毛])?(?:(?<fen>[^分]+)分)?$/
const bareJiao = /^(?<yuan>[^元块塊圆圓]+)[元块塊圆圓](?<jiao>[\d一二三四五六七八九])$/

/** An amount in 分 as yuan without the unit: `300`, `299.50`. */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : ''
  const whole = Math.floor(Math.abs(fen) / 100)
  const rest = Math.abs(fen) % 100
  return rest === 0 ? `${sign}${whole}` : `${sign}${whole}.${String(rest).padStart(2, '0')}`
}

/**
 * What a person wrote as a sum, in 分: `300`, `300元`, `¥1,299.50`, `1.2万`, `三百块`, `两千五`, `3块5`, `五毛`.
 * Undefined where it is no sum, is negative, is in another currency, or has more than two decimals.
 */
export function parseMoney(text: string): number | undefined {
  const written = text.normalize('NFKC').replace(/\s+/g, '')
  const fen = inUnits(written) ?? inYuan(written.replace(currency, ''))
  return fen !== undefined && fen <= most ? fen : undefined
}

/** `300`, `1,299.50`, `1.2万`, `一千二`. */
function inYuan(written: string): number | undefined {
  const digits = plain.exec(written)
  if (!digits) {
    const n = chineseNumber(written)
    return n === undefined ? undefined : n * 100
  }
  const [, whole, decimals = '', tenThousand] = digits
  const fen = Number(whole!.replaceAll(',', '')) * 100 + Number(decimals.padEnd(2, '0'))
  return tenThousand ? fen * 10_000 : fen
}

/** `3元5角`, `三块五`, `5毛`, `20分`. */
function inUnits(written: string): number | undefined {
  const bare = written.replace(/[钱錢整]$/, '')
  const { yuan, jiao, fen } = (parts.exec(bare) ?? bareJiao.exec(bare))?.groups ?? {}
  if (jiao === undefined && fen === undefined) return undefined
  const sums = [yuan, jiao, fen].map((part) => (part === undefined ? 0 : inYuan(part)))
  const [a, b, c] = sums
  if (a === undefined || b === undefined || c === undefined) return undefined
  return Number.isInteger(b / 10) && Number.isInteger(c / 100) ? a + b / 10 + c / 100 : undefined
}
