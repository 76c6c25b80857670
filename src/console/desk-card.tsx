import type { Line } from '../domain/commit.ts'
import { harmless } from '../domain/harmless.ts'
import { maskEmail, maskName, maskPhone } from '../domain/mask.ts'
import { isVoice } from '../domain/message.ts'
import type { Value } from '../domain/wording.ts'
import type { FoundTicket } from '../store/port.ts'
import type { Words } from './words.ts'

export type TicketCardProps = {
  words: Words
  ticket: FoundTicket
  history: readonly Line[]
  nameOf(staff: string): string
  say(line: Line): string
}

/** One ticket: its fields with personal data masked, what to do, what happened so far. */
export function TicketCard(props: TicketCardProps) {
  const { words, ticket } = props
  const { t } = words
  const { number, state, owner } = ticket.view
  return (
    <article id="side" class="card" data-address={`/desk/tickets/${encodeURIComponent(number)}`}>
      <button type="button" class="button quiet" id="back" data-opens="/desk/tickets">
        {`‹ ${t('desk.card.back')}`}
      </button>
      <h2>{number}</h2>
      <p class="card-state">
        {t('desk.state', { state: { key: `state.${state}` } })}
        {ticket.view.unconfirmed && ` · ${t('desk.list.unconfirmed')}`}
      </p>
      <div class="actions">
        {owner === null && (
          <button type="button" class="button" id="take" data-command={`/take ${number}`}>
            {t('desk.card.take')}
          </button>
        )}
        <button type="button" class="button quiet" id="show" data-command={`/card ${number}`}>
          {t('desk.card.show')}
        </button>
      </div>
      <Fields {...props} />
      <h3>{t('desk.card.history')}</h3>
      <History {...props} />
    </article>
  )
}

function Fields({ words: { t }, ticket: { view }, nameOf }: TicketCardProps) {
  const named = (key: string) => t('desk.named', { name: { key } })
  const at = (moment: number | null): string | null =>
    moment === null ? null : t('desk.at', { time: { time: moment } })
  const masked = (text: string | null, mask: (text: string) => string) =>
    text === null ? null : mask(text)
  const department: Value | null = view.department
  const rows: readonly [string, string | null][] = [
    ['level', t('desk.list.level', { n: view.level })],
    ['category', named(`category.${view.category}`)],
    ['department', department === null ? null : named(`department.${department}`)],
    ['owner', view.owner === null ? t('desk.list.nobody') : nameOf(view.owner)],
    ['due', at(view.dueAt)],
    ['promised', at(view.promisedAt)],
    ['opened', at(view.openedAt)],
    ['customer', masked(view.name, maskName)],
    ['phone', masked(view.phone, maskPhone)],
    ['email', masked(view.email, maskEmail)],
    ['order', view.order],
    ['product', view.product],
    ['granted', view.granted > 0 ? t('desk.money', { sum: { money: view.granted } }) : null],
    ['score', view.score === null ? null : String(view.score)],
  ]
  return (
    <dl class="fields">
      {rows
        .filter((row): row is [string, string] => row[1] !== null)
        .map(([name, value]) => (
          <>
            <dt>{t(`desk.card.${name}`)}</dt>
            <dd>
              <bdi>{harmless(value)}</bdi>
            </dd>
          </>
        ))}
    </dl>
  )
}

function History({ words: { t }, ticket, history, nameOf, say }: TicketCardProps) {
  const who = (by: string) => {
    if (by.startsWith('staff:')) return nameOf(by.slice('staff:'.length))
    return t(by === 'customer' ? 'desk.card.by-customer' : 'desk.card.by-system')
  }
  return (
    <ol class="history">
      {history.map((line) => (
        <li>
          <span class="history-head">
            <b>{who(line.by)}</b> <span>{t('desk.at', { time: { time: line.at } })}</span>
          </span>
          <p dir="auto">{harmless(say(line))}</p>
          {line.files?.filter(isVoice).map((file) => (
            <span class="voice">
              {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what the customer says */}
              <audio
                controls
                preload="none"
                aria-label={t('chat.voice')}
                src={`/desk/tickets/${encodeURIComponent(ticket.view.number)}/files/${encodeURIComponent(file.id)}`}
              />
              {file.seconds !== undefined && <span class="seconds">{`${file.seconds}″`}</span>}
            </span>
          ))}
          {line.files
            ?.filter((file) => !isVoice(file))
            .map((file) => (
              <a
                class="thumb"
                href={`/desk/tickets/${encodeURIComponent(ticket.view.number)}/files/${encodeURIComponent(file.id)}`}
                target="_blank"
                rel="noopener"
              >
                <img
                  src={`/desk/tickets/${encodeURIComponent(ticket.view.number)}/files/${encodeURIComponent(file.id)}`}
                  alt={t('chat.photo')}
                  loading="lazy"
                />
              </a>
            ))}
        </li>
      ))}
    </ol>
  )
}
