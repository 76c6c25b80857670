import type { Remedy } from '../../src/domain/ticket.ts'

/** How the remedies sound, for finding the clause that names one; what was meant is told by the understanding. */
const sounds: Readonly<Record<Remedy, RegExp>> = {
  refund: /退|refund|money back/i,
  return: /退|return/i,
  exchange: /换|換|replace|exchange|new one/i,
  repair: /修|repair|fix/i,
  discount: /优惠|優惠|折|便宜|discount|cheaper/i,
  compensation: /赔|賠|补偿|補償|compensat/i,
  redelivery: /补发|補發|补寄|補寄|重[新发發寄送]|再[发發寄送]|resend|send .*again/i,
  apology: /道歉|apolog/i,
  explanation: /解释|解釋|说法|說法|交代|explain|explanation/i,
  gift: /礼|禮|gift/i,
  other: /要|希望|想|want|wish|please/i,
}

/** The clause of a story in which the customer says what he wants: people say it last. */
export function wishIn(text: string, remedy: Remedy): string {
  const clauses = text
    .split(/[，。,.!！?？;；\n]+/)
    .map((clause) => clause.trim())
    .filter(Boolean)
  const named = clauses.findLast((clause) => sounds[remedy].test(clause))
  return named ?? clauses.findLast((clause) => sounds.other.test(clause)) ?? clauses.at(-1) ?? ''
}
