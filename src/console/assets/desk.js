import { startChat } from './chat.js'

const root = document.querySelector('[data-chat]')
const room = root.dataset.name.slice('desk '.length)
const columns = document.querySelector('[data-columns]')

function readUpTo(path) {
  return Number(localStorage.getItem(`read ${path}`) ?? 0)
}

function markRead(lines) {
  localStorage.setItem(`read ${room}`, String(lines))
  showUnread(room, lines)
}

function showUnread(path, lines) {
  const badge = document.querySelector(`[data-room="${CSS.escape(path)}"] .badge`)
  if (!badge) return
  const unread = path === room ? 0 : Math.max(0, lines - readUpTo(path))
  badge.hidden = unread === 0
  badge.textContent = unread > 99 ? '99+' : String(unread)
  badge.setAttribute('aria-label', badge.dataset.unread.replace('{n}', String(unread)))
}

function showTab(name) {
  columns.dataset.shows = name
  for (const tab of document.querySelectorAll('.tabs button')) {
    tab.setAttribute('aria-pressed', String(tab.dataset.tab === name))
  }
}

for (const tab of document.querySelectorAll('.tabs button')) {
  tab.onclick = () => showTab(tab.dataset.tab)
}
showTab('chat')

const chat = await startChat(root, {
  opened: true,
  heard: (line) => markRead(line.seq),
  on: {
    room: ({ room: path, lines }) => showUnread(path, lines),
    tickets: () => document.body.dispatchEvent(new CustomEvent('tickets-changed')),
  },
})
markRead(chat.log.last)

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-command]')
  if (button) {
    chat.write({ text: button.dataset.command })
    showTab('chat')
  }
  const number = event.target.closest('.theirs .ticket-number')
  if (number) {
    const url = `/desk/tickets/${encodeURIComponent(number.textContent)}`
    window.htmx.ajax('GET', url, { target: '#side', swap: 'outerHTML' })
    showTab('tickets')
  }
})
if (matchMedia('(pointer: fine)').matches) chat.composer.focus()
