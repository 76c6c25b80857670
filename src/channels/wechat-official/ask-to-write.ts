import type { SendOutcome } from '../port.ts'
import type { Peer, Peers } from '../wechat-core/peers.ts'
import { type Platform, PlatformAwayError } from '../wechat-core/platform.ts'
import { channelName, type WechatSettings } from './account.ts'
import type { Consent } from './consent.ts'
import { outcomeOf } from './errcode.ts'

/** How long the platform may take to tell what became of a template message, in ms; and how often we look. */
const patience = 3 * 60_000
const look = 30_000

type AskParts = Pick<WechatSettings, 'account' | 'say' | 'locale' | 'clock' | 'privateLink'> & {
  platform: Platform
  peers: Peers
  consent: Consent | undefined
}

/**
 * Outside the window only a message he has consented to, or a template message, reaches the customer: it says that there is
 * news and asks him to write. What waits goes out when he does, and stands on the page behind its link already. Undefined where
 * neither is there. One message, however many letters wait.
 */
export function createAsking(parts: AskParts) {
  const { account, clock, peers } = parts
  return async function ask(peer: string): Promise<SendOutcome | undefined> {
    const { template } = account
    const before = await peers.get(peer)
    if (isAsked(before)) return whatCame(before, clock.now())
    const consented = await parts.consent?.push(peer)
    if (consented || !template) return consented
    const answer = await push(peer, template, parts)
    if (!answer.ok) return answer
    return { ok: false, kind: 'rate', retryAfter: look, reason: 'a template message is on its way' }
  }
}

/** He was asked since he last wrote. */
function isAsked({ asked, spokeAt = 0 }: Peer): boolean {
  return asked !== undefined && asked.at >= spokeAt
}

function whatCame({ asked }: Peer, now: number): SendOutcome {
  const closed = { ok: false, kind: 'window closed' } as const
  if (asked!.status === 'arrived') {
    return { ...closed, instead: 'asked', reason: 'a template message has arrived' }
  }
  const late = now - asked!.at > patience
  if (asked!.status === 'refused' || late) {
    return { ...closed, instead: 'waits', reason: 'the template message did not arrive' }
  }
  return { ok: false, kind: 'rate', retryAfter: look, reason: 'a template message is on its way' }
}

async function push(
  peer: string,
  template: { id: string; field: string },
  { account: _, platform, peers, say, locale, clock, privateLink }: AskParts,
): Promise<SendOutcome> {
  const value = say({ key: 'channels.wechat-official.news' }, locale)
  const url = await privateLink?.(`customer:${channelName}/${peer}`)
  try {
    const answer = await platform.call('/cgi-bin/message/template/send', {
      touser: peer,
      template_id: template.id,
      ...(url && { url }),
      data: { [template.field]: { value } },
    })
    const id = String(answer.msgid ?? '')
    if (answer.errcode === 0) {
      const asked = { id, at: clock.now(), status: 'sent' as const }
      await peers.change(peer, (before) => ({ ...before, asked }))
    }
    return outcomeOf(answer, 'template')
  } catch (error) {
    if (!(error instanceof PlatformAwayError)) throw error
    return { ok: false, kind: 'offline', reason: error.message }
  }
}

/** What became of a template message, as the platform tells it. */
export function afterPush(peer: Peer, id: string, status: string): Peer | undefined {
  if (peer.asked?.id !== id) return undefined
  return { ...peer, asked: { ...peer.asked, status: status === 'success' ? 'arrived' : 'refused' } }
}
