const digits: Readonly<Record<string, number>> = {
  0: 0,
  1: 1,
  2: 2,
  3: 3,
  4: 4,
  5: 5,
  6: 6,
  7: 7,
  8: 8,
  9: 9,
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  二: 2,
  两: 2,
  兩: 2,
  贰: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}

const powers: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  百: 100,
  佰: 100,
  千: 1_000,
  仟: 1_000,
}

const tenThousand = /^(.+)[万萬](.*)$/

/**
 * A whole number in Chinese numerals below 1亿: `三百`, `一千零五`, `十二`, `两万五`, `5百`. A last digit without its unit is of
 * the next lower one, as people speak (`三百五` is 350). Undefined where it is no such number.
 */
export function chineseNumber(text: string): number | undefined {
  const [, high, low] = tenThousand.exec(text) ?? []
  if (high === undefined) return belowTenThousand(text, 1)
  const top = belowTenThousand(high, 1)
  const rest = low === '' ? 0 : belowTenThousand(low!, 10_000)
  return top === undefined || rest === undefined ? undefined : top * 10_000 + rest
}

/** `above` is the unit in front of the number, which a lone last digit refers to. */
function belowTenThousand(text: string, above: number): number | undefined {
  if (text === '') return undefined
  let read: Read | undefined = { sum: 0, pending: undefined, power: above, afterZero: false }
  for (const sign of text) {
    read = readSign(read, sign)
    if (read === undefined) return undefined
  }
  const { sum, pending, power, afterZero } = read
  if (pending === undefined) return sum
  return sum + pending * (afterZero || power <= 10 ? 1 : power / 10)
}

/** What was read so far: the sum, a digit that waits for its power, the last power, a zero since then. */
type Read = { sum: number; pending: number | undefined; power: number; afterZero: boolean }

function readSign(read: Read, sign: string): Read | undefined {
  const digit = digits[sign]
  if (digit !== undefined) {
    if (read.pending) return undefined
    return { ...read, pending: digit, afterZero: read.afterZero || digit === 0 }
  }
  const power = powers[sign]
  if (power === undefined || (read.power !== 1 && power >= read.power)) return undefined
  // 十二 is twelve, but nobody says 百二.
  if (!read.pending && power !== 10) return undefined
  const sum = read.sum + (read.pending || 1) * power
  return { sum, pending: undefined, power, afterZero: false }
}
