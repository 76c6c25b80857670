import type { Locale, Value } from '../domain/wording.ts'
import type { ConsoleSettings } from './port.ts'

/** The words of a page in one language: `t('customer.send')`. */
export type Words = {
  locale: Locale
  t(key: string, values?: Readonly<Record<string, Value>>): string
}

export function wordsIn(say: ConsoleSettings['say'], locale: Locale): Words {
  return {
    locale,
    t: (key, values) => say({ key: `console.${key}`, ...(values && { values }) }, locale),
  }
}

/** What the chat's script has to say, for its data attribute. */
export function chatWords({ t }: Words, megabytes: number): string {
  return JSON.stringify({
    you: t('customer.you'),
    service: t('customer.service'),
    system: t('customer.system'),
    today: t('chat.today'),
    yesterday: t('chat.yesterday'),
    sending: t('chat.sending'),
    waiting: t('chat.waiting'),
    sent: t('chat.sent'),
    failed: t('chat.failed'),
    retry: t('chat.retry'),
    discard: t('chat.discard'),
    edit: t('chat.edit'),
    offline: t('chat.offline'),
    reconnecting: t('chat.reconnecting'),
    back: t('chat.back'),
    photo: t('chat.photo'),
    voice: t('chat.voice'),
    openPhoto: t('chat.open-photo'),
    uploading: t('chat.uploading'),
    notAPicture: t('chat.not-a-picture'),
    fileTooLarge: t('chat.file-too-large', { megabytes }),
    chosen: t('chat.chosen'),
    choices: t('chat.choices'),
    replyTo: t('chat.reply-to'),
    linkKeep: t('chat.link-keep'),
    linkCopy: t('chat.link-copy'),
    linkCopied: t('chat.link-copied'),
    linkQr: t('chat.link-qr'),
  })
}
