import { describe, expect, it, test } from 'vitest'
import {
  maskEmail,
  maskName,
  maskPhone,
  maskText,
  withoutSecrets,
} from '../../../src/domain/mask.ts'

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

describe('a code or password', () => {
  test.each([
    ['密码是abc123', '密码是****'],
    ['密码：hunter', '密码：****'],
    ['验证码483920', '验证码****'],
    ['验证码 48 39 20，快点', '验证码 ****，快点'],
    ['驗證碼是 4839', '驗證碼是 ****'],
    ['提款密碼為「123456」', '提款密碼為「****」'],
    ['安全碼 123456', '安全碼 ****'],
    ['my password is Winter2026!', 'my password is ****'],
    ['PIN: 4821', 'PIN: ****'],
    ['PIN碼4821', 'PIN碼****'],
    ['the code is 483920', 'the code is ****'],
    ['your SMS code 483920', 'your SMS code ****'],
  ])('%s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
    expect(withoutSecrets(text)).toBe(masked)
  })

  test.each([
    '验证码发了3次都收不到',
    '密码一直不对',
    'I forgot my password again',
    'error code 4829 on the display',
    'the discount code 20261111 does not work',
    'CP-20261121-0007 code 483920',
    // Codes of the desk, drawn at random.
    '7RCVV-M9XPA',
    'CVV23-K7QF2',
    'K7QF2-CVV2K',
    'CP-20261121-0007 K7PN2-PXPN4 8QPWD-2QTP9',
  ])('is not seen in: %s', (text) => {
    expect(withoutSecrets(text)).toBeUndefined()
  })
})

describe('a number that is said to be of a card or an identity', () => {
  test.each([
    ['卡号6222021234567890', '卡号6***********7890'],
    ['银行卡：6222 0212 3456 7890 123', '银行卡：6**************0123'],
    ['身份证号110105491231002', '身份证号1**********1002'],
    ['護照號碼 E12345678', '護照號碼 E****5678'],
    ['身分證A123456789', '身分證A*****6789'],
    ['card number 4111 1111 1111 1112', 'card number 4***********1112'],
  ])('%s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
    expect(withoutSecrets(text)).toBe(masked)
  })

  test.each([
    '订单号6222021234567890',
    '会员卡换了3次',
    'the card was charged twice on 2026-11-21',
  ])('is not seen in: %s', (text) => {
    expect(withoutSecrets(text)).toBeUndefined()
  })
})
