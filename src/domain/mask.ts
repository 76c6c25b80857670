const mail = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
const chinesePhone = /(?<![\dA-Za-z.-])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\dA-Za-z])/g
const taiwanPhone = /(?<![\dA-Za-z.-])(?:\+?886[ -]?9|09)\d{2}[ -]?\d{3}[ -]?\d{3}(?![\dA-Za-z])/g
const landline = /(?<![\dA-Za-z.-])\(?0\d{1,3}\)?[ -]?\d{3,4}[ -]?\d{4}(?![\dA-Za-z])/g
const foreignPhone = /(?<![\dA-Za-z])\+\d{1,3}(?:[ -]?\d{2,4}){2,4}(?![\dA-Za-z])/g
const longNumber = /(?<![\dA-Za-z])\d(?:[ -]?\d){12,18}[Xx]?(?![\dA-Za-z])/g
const taiwanId = /(?<![\dA-Za-z])[A-Z][12]\d{8}(?![\dA-Za-z])/g
const secretLabel =
  '(?:验证码|驗證碼|校验码|动态码|密码|密碼|口令|cvv2?|cvc|otp|passcode|password|pin(?: code| number)?|(?:verification|security|one-time) code)'
/** A word that names a code or password, and the code itself; not how often one came. */
const secret = new RegExp(
  `(${secretLabel}\\s*(?:就)?(?:是|为|為|:|：|=|is|was)?\\s*["“「]?)([a-z0-9@#$%^&*!._-]*\\d[a-z0-9@#$%^&*!._-]{2,})(?![次遍条條个個])`,
  'gi',
)

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
  return text.replace(secret, (_whole, named: string) => `${named}****`)
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
