import { describe, expect, it, test } from 'vitest'
import { readOptions } from '../../../src/inbox/read-options.ts'

function read(text: string): string {
  const result = readOptions(text)
  if ('fault' in result) return `fault: ${result.fault.why}`
  return result.options
    .map(({ remedy, amount, text: words }) => `${remedy} ${amount} ${words}`.trim())
    .join(' / ')
}

describe('the options of a proposal', () => {
  test.each([
    ['refund 300', 'refund 30000'],
    ['refund 300 in full', 'refund 30000 in full'],
    ['refund 299.50 in full', 'refund 29950 in full'],
    ['refund 1,299', 'refund 129900'],
    ['refund ¥300', 'refund 30000'],
    [
      'refund 300 in full; exchange for a new one; apology',
      'refund 30000 in full / exchange 0 for a new one / apology 0',
    ],
    [
      'refund 300 全额退款; exchange 换新; apology 书面道歉',
      'refund 30000 全额退款 / exchange 0 换新 / apology 0 书面道歉',
    ],
    ['退款300元 全额退款；换货', 'refund 30000 全额退款 / exchange 0'],
    ['退款 三百元', 'refund 30000'],
    ['退款300', 'refund 30000'],
    ['退款：300元，三日内到账', 'refund 30000 三日内到账'],
    ['1. 退款 300\n2. 换货', 'refund 30000 / exchange 0'],
    ['退货退款 300', 'return 30000'],
    ['补偿50元 优惠券', 'compensation 5000 优惠券'],
    ['賠償 100 元', 'compensation 10000'],
    ['换货 1 台新的', 'exchange 0 1 台新的'],
    ['換貨｜維修', 'exchange 0 / repair 0'],
    ['gift 50 voucher', 'gift 5000 voucher'],
    ['redelivery tomorrow | apology', 'redelivery 0 tomorrow / apology 0'],
    ['全额退款 300元', 'refund 30000'],
    ['给您换新', 'exchange 0 给您换新'],
    ['上门看一下', 'other 0 上门看一下'],
    ['退款 按原价 300元', 'refund 30000 按原价 300元'],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  test.each([
    ['', 'none'],
    [' ； ', 'none'],
    ['refund', 'amount missing'],
    ['全额退款', 'amount missing'],
    ['refund 0', 'amount missing'],
    ['折价 八折', 'amount missing'],
    ['换货; 维修; 道歉; 解释; 赠品', 'too many'],
    ['退款 30 其实给您500元', 'text names more'],
    ['换货 30元 另补500元', 'text names more'],
    ['refund 300.505元', 'amount unclear'],
  ])('refuses %s: %s', (text, why) => {
    expect(read(text)).toBe(`fault: ${why}`)
  })

  it('takes a sum into the amount although the remedy usually costs nothing', () => {
    expect(read('explanation and 20元 for the call')).toBe('explanation 2000 and 20元 for the call')
  })
})
