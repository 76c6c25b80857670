import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Page } from './fold.ts'
import type { FoundFact } from './read-facts.ts'

const email = /[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.[a-z]{2,24}/
const mainlandMobile = /(?<![\d-])(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?![\d-]|[xX])/
const digitRun = /\+?\(?\d[\d ()-]{5,18}\d(?![\dx])/g
const phoneWord = /电话|手机|座机|热线|号码|phone|mobile|call|tel/

/** The address for mail, as written. */
export function readEmail(page: Page): string | undefined {
  const match = email.exec(page.text())
  return match ? page.raw.slice(match.index, match.index + match[0].length) : undefined
}

/**
 * A phone number: of mainland mobiles the eleven digits, of other mobiles and foreign ones the international form, of
 * landlines what was written. What is known to be an order number is none.
 */
export function readPhone(
  page: Page,
  facts: readonly FoundFact[],
  askedForIt: boolean,
): string | undefined {
  const text = page.text()
  const isFact = (from: number, to: number) =>
    facts.some(
      ({ slot, start, end }) =>
        (slot === 'order' || slot === 'tracking') && start <= from && to <= end,
    )
  const mobile = mainlandMobile.exec(text)
  if (mobile && !isFact(mobile.index, mobile.index + mobile[0].length)) {
    return mobile[1]!.replace(/[- ]/g, '')
  }
  const labelled = askedForIt || phoneWord.test(text)
  for (const run of text.matchAll(digitRun)) {
    if (isFact(run.index, run.index + run[0].length)) continue
    const phone = elsewhere(run[0], labelled)
    if (phone) return phone
  }
  return undefined
}

function elsewhere(written: string, labelled: boolean): string | undefined {
  const digits = written.replace(/[^\d+]/g, '')
  if (digits.startsWith('+')) return international(digits)
  if (/^09\d{8}$/.test(digits)) return international(`+886${digits.slice(1)}`)
  if (/^0[1-9]\d{8,10}$/.test(digits) && (labelled || /[- (]/.test(written))) {
    return parsePhoneNumberFromString(digits, 'CN')?.isPossible() ? written.trim() : undefined
  }
  if (labelled && /^852\d{8}$/.test(digits)) return international(`+${digits}`)
  if (labelled && /^[2-9]\d{6,7}$/.test(digits)) return written.trim()
  return undefined
}

function international(digits: string): string | undefined {
  const number = parsePhoneNumberFromString(digits)
  return number?.isPossible() ? number.number : undefined
}
