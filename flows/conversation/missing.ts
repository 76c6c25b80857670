import type { TicketRef } from './context.ts'

/** Whether words say that what the ticket has carried out did not come. */
export function saysMissing(ticket: TicketRef | undefined, words: string): boolean {
  return ticket?.carriedOut === 'told' && missing.test(words)
}

// Read only after "carried out" was said: anywhere else these words are a story of their own.
const missing = new RegExp(
  [
    '^(?:还|還)?(?:没|沒)(?:有|呢|啊|啦)?[。.!！?？]*$',
    '(?:没|沒|未|无|無)(?:有|看到|见到|見到)?(?:收|到|拿|见|見|送|退|换|換|寄|修|补|補|来|來|人来|人來)',
    '(?:哪里|哪儿|哪裡|根本)(?:有|没|沒)?(?:收到|到账|到帳)',
    "(?:have|has|had|did|is|was|do|are)(?:n[o']?t| not| yet to|n’t)[^.!?]{0,40}(?:receiv|arriv|got|get|come|came|here|refund|deliver|show|turn)",
    '(?:not|never|still no|nothing)[^.!?]{0,30}(?:receiv|arriv|got|get|come|came|here|refund|deliver|show)',
    '^(?:no,? )?not yet',
  ].join('|'),
  'i',
)
