import { Converter as ToTraditional } from 'opencc-js/cn2t'
import { Converter as ToSimplified } from 'opencc-js/t2cn'
import { describe, expect, it, test } from 'vitest'
import { type Locale, locales } from '../../../src/domain/wording.ts'
import {
  allSentences,
  catalogSentences,
  countSentences,
  type Sentence,
} from '../../support/wordings.ts'

const all = allSentences()
const catalog = catalogSentences()
const conversation = all.filter(({ key }) => key.startsWith('conversation.'))
/** What a customer reads; the names of rooms and departments are for staff. */
const toCustomers = [
  ...conversation,
  ...catalog.filter(({ key }) => /^(question|answer|organisation)\./.test(key)),
]

/** Shown in one piece because they cannot be told apart: summaries, the ticket's four lines, refusals, help. */
const longer = /summary|opened|refused|recourse|help|offers|\.list\b|consent|carriedOut|answer\./i
/** Words on buttons and single words put into sentences; one word may well serve twice. */
const labels = /(^|\.)(buttons?|choices?|labels?|words?|stages?|names?|states?)(\.|$)/i

function shown(sentences: readonly Sentence[]): string[] {
  return sentences.map(({ locale, key, n, text }) => `${locale} ${key}[${n}]: ${text}`)
}

it('there are wordings, in three languages', () => {
  expect(all.length).toBeGreaterThan(1_000)
  expect(conversation.length).toBeGreaterThan(300)
  expect(toCustomers.length - conversation.length).toBeGreaterThan(300)
  expect(new Set(all.map(({ locale }) => locale))).toEqual(new Set(locales))
})

describe('a conversation', () => {
  it('has no sentence under two keys, nor twice under one', () => {
    const first = new Map<string, string>()
    const twice = conversation.filter(({ locale, key, text }) => {
      if (labels.test(key)) return false
      const id = `${locale} ${text}`
      const isKnown = first.has(id)
      if (!isKnown) first.set(id, key)
      return isKnown
    })
    expect(shown(twice)).toEqual([])
  })

  it('soothes in at least three ways', () => {
    const soothing = conversation.filter(({ key }) => /sooth/i.test(key))
    for (const locale of locales) {
      const counts = new Map<string, number>()
      for (const { key } of soothing.filter((one) => one.locale === locale)) {
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
      for (const [key, count] of counts) expect(count, `${locale} ${key}`).toBeGreaterThanOrEqual(3)
    }
  })
})

describe('what a customer reads', () => {
  it('is at most two sentences and one question', () => {
    const long = toCustomers.filter(({ key, text }) => {
      const questions = text.match(/[？?]/g)?.length ?? 0
      return questions > 1 || (!longer.test(key) && countSentences(text) > 2)
    })
    expect(shown(long)).toEqual([])
  })

  /** Never make an angry person wait, promise what a person has to decide, blame, or admit liability by rule. */
  const forbidden: Record<Locale, RegExp> = {
    'zh-CN':
      /请(您)?(稍)?等一下|请稍等|稍安勿躁|(一定|保证|肯定)(会)?(赔|退|补偿|给您解决)|放心一定|不是我们的(问题|责任)|不可能|没办法|按规定|公司规定|您(应该|必须)|您冷静|您自己|是我们的(责任|过错)|我们的错/,
    'zh-TW':
      /請(您)?(稍)?等一下|請稍等|請稍候|稍安勿躁|(一定|保證|肯定)(會)?(賠|退|補償|幫您解決)|放心一定|不是我們的(問題|責任)|不可能|沒辦法|按規定|公司規定|您(應該|必須)|您冷靜|您自己|是我們的(責任|過錯)|我們的錯/,
    en: /\b(please wait|hold on|calm down|you should have|you must|not our (fault|problem)|our fault|company policy|impossible|we guarantee)\b/i,
  }

  it('has none of the words that make things worse', () => {
    expect(shown(toCustomers.filter(({ locale, text }) => forbidden[locale].test(text)))).toEqual(
      [],
    )
  })

  /** An offer in the desk's own voice: somebody will, can or did give back, pay or reduce. */
  const offer: Record<Locale, RegExp> = {
    'zh-CN':
      /(我们|我|会|将|可以|为您|给您|同意|已)[^。！？，；\n]{0,8}(退款|退钱|退还|赔|补偿|折扣|优惠券|打折|代金券|红包|礼品|减免)/,
    'zh-TW':
      /(我們|我|會|將|可以|為您|給您|同意|已)[^。！？，；\n]{0,8}(退款|退錢|退還|賠|補償|折扣|優惠券|打折|折價券|紅包|禮品|減免)/,
    en: /\b(we|we'll|we’ll|I|I'll|I’ll|you)( will| can| have| are| get| shall)?\b[^.?!\n]{0,24}\b(refund|reimburse|compensat\w*|discount|voucher|gift|pay you|money back)/i,
  }

  it('offers nothing, unless it stands among the offers', () => {
    const loose = [...toCustomers, ...all.filter(({ key }) => key.startsWith('console.'))].filter(
      ({ locale, key, text }) => !/\.offers(\.|$)/.test(key) && offer[locale].test(text),
    )
    expect(shown(loose.filter(({ text }) => !/[？?]$/.test(text)))).toEqual([])
  })

  test.each([
    ['zh-CN', '我们会给您退款。'],
    ['zh-TW', '我們會為您補償。'],
    ['en', 'We will refund you.'],
  ] as const)('would be caught offering: %s %s', (locale, text) => {
    expect(text).toMatch(offer[locale])
  })
})

describe('a script', () => {
  const simplify = ToSimplified({ from: 't', to: 'cn' })
  const traditional = ToTraditional({ from: 'cn', to: 't' })
  /** Written the same way in both, though the tables say otherwise. */
  const both = new Set('台著乾群准')
  /** A language is named in itself. */
  const mine = [...all, ...catalog].filter(({ key }) => !/\blanguage\b/.test(key))

  function strays(locale: Locale, isStray: (sign: string) => boolean): string[] {
    return mine
      .filter((sentence) => sentence.locale === locale)
      .flatMap(({ key, text }) =>
        [...text]
          .filter((sign) => /\p{Script=Han}/u.test(sign) && !both.has(sign) && isStray(sign))
          .map((sign) => `${key}: ${sign} in ${text}`),
      )
  }

  it('of the mainland has no traditional characters', () => {
    expect(strays('zh-CN', (sign) => simplify(sign) !== sign)).toEqual([])
  })

  it('of Taiwan has no simplified characters, nor words of the mainland', () => {
    const isSimplified = (sign: string) => traditional(sign) !== sign && simplify(sign) === sign
    expect(strays('zh-TW', isSimplified)).toEqual([])
    const mainland =
      /信息|視頻|短信|默認|在線|質量|用戶|屏幕|軟件|硬件|網絡|文件夾|數據|鏈接|郵箱|打印|反饋/
    expect(
      shown(mine.filter(({ locale, text }) => locale === 'zh-TW' && mainland.test(text))),
    ).toEqual([])
  })

  it('of English has no Chinese, beside what staff type', () => {
    const chinese = mine.filter(({ locale, key, text }) => {
      return (
        locale === 'en' && !/^(desk|ticket)\.|command/i.test(key) && /\p{Script=Han}/u.test(text)
      )
    })
    expect(shown(chinese)).toEqual([])
  })
})
