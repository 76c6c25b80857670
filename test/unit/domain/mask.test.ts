import { describe, expect, it, test } from 'vitest'
import { maskEmail, maskName, maskPhone, maskText } from '../../../src/domain/mask.ts'

test.each([
  ['王小明', '王**'],
  ['李四', '李*'],
  ['李', '李*'],
  ['Ann Smith', 'A*** S***'],
])('the name %s is shown as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked)
})

test.each([
  ['13812345678', '138****5678'],
  ['+86 138 1234 5678', '+86 138 **** 5678'],
  ['0912345678', '******5678'],
  ['12345', '***45'],
])('the phone %s is shown as %s', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked)
})

test.each([
  ['li.ming@example.com', 'l***@example.com'],
  ['broken', '***'],
])('the address %s is shown as %s', (email, masked) => {
  expect(maskEmail(email)).toBe(masked)
})

describe('a text', () => {
  test.each([
    ['打13812345678找我', '打138****5678找我'],
    ['call +86 138-1234-5678 now', 'call +86 138-****-5678 now'],
    ['座機 02-2345-6789', '座機 **-****-6789'],
    ['手機0912-345-678', '手機****-**5-678'],
    ['发到 li@ex.cn。', '发到 l***@ex.cn。'],
    ['身份证11010519491231002X', '身份证1*************002X'],
    ['卡号 6222 0212 3456 7894', '卡号 6***********7894'],
    ['Ring me on +44 20 7946 0958', 'Ring me on +44 20 **** 0958'],
  ])('%s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  it('keeps ticket numbers, orders, prices and dates', () => {
    const text = 'CP-20261121-0007，订单20261121001234，DD13812345678，￥1299.50，2026-11-21 10:30'
    expect(maskText(text)).toBe(text)
  })
})
