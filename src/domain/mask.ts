const mail = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
const chinesePhone = /(?<![\dA-Za-z.-])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\dA-Za-z])/g
const taiwanPhone = /(?<![\dA-Za-z.-])(?:\+?886[ -]?9|09)\d{2}[ -]?\d{3}[ -]?\d{3}(?![\dA-Za-z])/g
const landline = /(?<![\dA-Za-z.-])\(?0\d{1,3}\)?[ -]?\d{3,4}[ -]?\d{4}(?![\dA-Za-z])/g
const foreignPhone = /(?<![\dA-Za-z])\+\d{1,3}(?:[ -]?\d{2,4}){2,4}(?![\dA-Za-z])/g
const longNumber = /(?<![\dA-Za-z])\d(?:[ -]?\d){12,18}[Xx]?(?![\dA-Za-z])/g
const taiwanId = /(?<![\dA-Za-z])[A-Z][1289]\d{8}(?![\dA-Za-z])/gi
/** Neither inside another word nor inside a code of the desk itself (`7RCVV-M9XPA`). */
const wordStart =
  '(?<![\\da-z])(?<![2-9a-z]{5}-(?=[2-9a-z]{5}(?![\\da-z])))(?![2-9a-z]{5}-[2-9a-z]{5}(?![\\da-z]))'
const secretLabel = `(?:验证码|驗證碼|校验码|校驗碼|动态码|動態碼|确认码|確認碼|安全码|安全碼|密码|密碼|口令|${wordStart}(?:cvv2?|cvc|otp|passcode|password|pass ?word|pin(?: ?(?:code|number|码|碼))?|(?:verification|security|one-time|sms|login|access) code))`
const isWord = '\\s*(?:就)?(?:是|为|為|:|：|=|is|was)?\\s*["“「]?'
/** A word that names a code or password, and the code itself; not how often one came. */
const secret = new RegExp(
  `(${secretLabel}${isWord})((?:\\d[ -]?){3,11}\\d(?![\\da-z])|[a-z0-9@#$%^&*!._-]*\\d[a-z0-9@#$%^&*!._-]{2,})(?![次遍条條个個])`,
  'gi',
)
/** A password without a digit, where the words say plainly that this is it. */
const plainSecret =
  /((?:密码|密碼|口令|passcode|password)\s*(?:就)?(?:是|为|為|:|：|=)\s*["“「]?)([a-z@#$%^&*!._-]{4,})/gi
/** "The code is 483920", where it is not the code of a thing or of a case. */
const plainCode =
  /(?<!(?:error|product|order|tracking|promo|discount|coupon|zip|postal|post|bar|qr|item|model|status|fault) ?)(\bcode\s*(?:is|was|:|=)?\s*)(\d{4,8})(?!\d)/gi
/** A number that is said to be that of a card, an identity or a passport, whatever its check digit. */
const namedNumber =
  /((?:身份证|身分證|证件|證件|护照|護照|银行卡|銀行卡|信用卡|储蓄卡|金融卡|卡号|卡號|\bcard|\bpassport|\bID)(?:号码|號碼|号|號| number| no\.?)?\s*(?:是|为|為|:|：|=|is)?\s*)([A-Z]{0,2}\d(?:[ -]?\d){6,18}[Xx]?)(?![\dA-Za-z])/gi

/** `王小明` → `王**`; `Ann Smith` → `A*** S***`. */
export function maskName(name: string): string {
  const trimmed = name.trim()
  if (/^\p{Script=Han}+$/u.test(trimmed)) {
    const [first = '', ...rest] = trimmed
    return first + '*'.repeat(Math.max(1, rest.length))
  }
  return trimmed.replace(/\S+/g, (word) => `${[...word][0]}***`)
}

/** `13812345678` → `138****5678`; of a shorter number only the last digits stay, never more than half. */
export function maskPhone(phone: string): string {
  const count = phone.replace(/\D/g, '').length
  const tail = Math.min(4, Math.floor(count / 2))
  const head = count >= 11 ? count - 8 : 0
  let seen = 0
  return phone.replace(/\d/g, (digit) => {
    seen++
    return seen <= head || seen > count - tail ? digit : '*'
  })
}

/** `li.ming@example.com` → `l***@example.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? '***' : `${[...email][0]}***${email.slice(at)}`
}

/**
 * The text with phone numbers, mail addresses, identity card and bank card numbers, passwords and codes made unreadable.
 * Numbers that only look long (orders, tickets) stay: a card has a valid check digit, an identity number a date of birth.
 */
export function maskText(text: string): string {
  return maskSecrets(text)
    .replace(mail, maskEmail)
    .replace(longNumber, (number) => (isCard(number) || isIdentity(number) ? ends(number) : number))
    .replace(taiwanId, ends)
    .replace(chinesePhone, maskPhone)
    .replace(taiwanPhone, maskPhone)
    .replace(landline, maskPhone)
    .replace(foreignPhone, maskPhone)
}

/**
 * The text without what nobody may send: identity numbers, whole bank card numbers, passwords and codes; undefined where
 * there is none. `known` are numbers read as those of orders and parcels, of which some only look like a card's.
 */
export function withoutSecrets(text: string, known: readonly string[] = []): string | undefined {
  const namesCard = cardWords.test(text)
  const isKnown = (number: string) => !namesCard && known.some((one) => one.includes(number))
  const rest = maskSecrets(text)
    .replace(longNumber, (number) =>
      isIdentity(number) || (isCard(number) && !isKnown(number)) ? ends(number) : number,
    )
    .replace(taiwanId, (number) => (isKnown(number) ? number : ends(number)))
  return rest === text ? undefined : rest
}

const cardWords = /卡|card|身份证|身分證|证件|證件|\bid\b/i

function maskSecrets(text: string): string {
  const masked = text
    .replace(secret, hide)
    .replace(plainSecret, hide)
    .replace(namedNumber, (_whole, named: string, number: string) => named + ends(number))
  return caseNumber.test(text) ? masked : masked.replace(plainCode, hide)
}

/** The code that stands beside a case's number opens that case. */
const caseNumber = /\bCP-\d/i

function hide(_whole: string, named: string): string {
  return `${named}****`
}

function ends(number: string): string {
  const signs = number.replace(/[ -]/g, '')
  return `${signs[0]}${'*'.repeat(signs.length - 5)}${signs.slice(-4)}`
}

function isIdentity(number: string): boolean {
  const signs = number.replace(/[ -]/g, '')
  return /^[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/.test(signs)
}

/** Luhn's check digit. */
function isCard(number: string): boolean {
  const signs = number.replace(/[ -]/g, '')
  if (!/^[3-6]\d+$/.test(signs)) return false
  let sum = 0
  for (let i = 0; i < signs.length; i++) {
    const digit = Number(signs[signs.length - 1 - i])
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
