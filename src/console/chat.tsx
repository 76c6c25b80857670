import type { Child } from 'hono/jsx'
import type { Known } from '../domain/message.ts'
import { PhotoIcon, SendIcon } from './icons.tsx'
import { chatWords, type Words } from './words.ts'

/** Where a chat's script reads and writes, and how it differs from the other one. */
export type ChatProps = {
  words: Words
  /** Tells this chat's drafts and unsent messages from those of others in the same browser. */
  name: string
  base: string
  events: string
  opened: boolean
  placeholder: string
  largestFile: number
  typing: boolean
  /** Staff answer cards and press their buttons at any time. */
  staff: boolean
  /** True where no cookie of ours reaches: the conversation is found again by what the page itself keeps. */
  embedded?: boolean
  known?: Known | undefined
  children?: Child
}

/** A chat before its script has filled it; customers' and staff's are the same. */
export function Chat(props: ChatProps) {
  const {
    words,
    name,
    base,
    events,
    opened,
    largestFile,
    typing,
    staff,
    embedded,
    known,
    children,
  } = props
  const { t } = words
  return (
    <section
      class="chat"
      data-chat
      data-name={name}
      data-messages={`${base}/messages`}
      data-files={`${base}/files`}
      data-lines={`${base}/lines`}
      data-events={events}
      data-opened={String(opened)}
      data-largest-file={String(largestFile)}
      data-new-message={t('customer.new-message')}
      data-words={chatWords(words, Math.floor(largestFile / 1024 / 1024))}
      {...(staff && { 'data-keeps-choices': '' })}
      {...(embedded && { 'data-embedded': '' })}
      {...(known && { 'data-known': JSON.stringify(known) })}
    >
      <div class="notice" role="status" />
      <section class="scroll" tabindex={0} aria-label={t('customer.log')}>
        <div class="log">
          <button type="button" class="button quiet earlier" hidden>
            {t('customer.earlier')}
          </button>
          {children}
          <div class="lines" role="log" aria-live="polite" aria-label={t('customer.log')} />
          <div class="pending" />
          {typing && (
            <div class="typing" hidden>
              <span class="unseen">{t('customer.typing')}</span>
              <i />
              <i />
              <i />
            </div>
          )}
        </div>
      </section>
      {staff && (
        <div class="answering" hidden>
          <span />
          <button type="button" class="button quiet">
            {t('chat.cancel-reply')}
          </button>
        </div>
      )}
      <Composer {...props} />
    </section>
  )
}

function Composer({ words: { t }, placeholder, staff }: ChatProps) {
  return (
    <form class="composer empty">
      <button type="button" class="button quiet latest" hidden>
        {t('customer.latest')}
      </button>
      {!staff && (
        <label class="round photo">
          <span class="unseen">{t('customer.photo')}</span>
          <PhotoIcon />
          <input
            class="unseen"
            type="file"
            accept="image/jpeg,image/png,image/webp,image/heic,image/heif"
            multiple
          />
        </label>
      )}
      <textarea
        id="message"
        rows={1}
        aria-label={t('customer.message')}
        placeholder={placeholder}
        enterkeyhint="send"
        autocomplete="off"
        readonly
      />
      <button type="submit" class="round send" aria-label={t('customer.send')}>
        <SendIcon />
      </button>
    </form>
  )
}
