import { createAttention } from './attention.js'
import { startChat } from './chat.js'

const root = document.querySelector('[data-chat]')
const room = root.dataset.name.slice('desk '.length)
const columns = document.querySelector('[data-columns]')

function readUpTo(path) {
  return Number(localStorage.getItem(`read ${path}`) ?? 0)
}

const tools = document.querySelector('[data-attention]')
const attention = createAttention({
  sound: tools.querySelector('[data-sound]'),
  notify: tools.querySelector('[data-notify]'),
  words: { news: tools.dataset.attention },
})
/** What answers one's own words soon after them is no news. */
const answerTime = 10_000
let saidAt = 0
let unseenHere = 0
const linesOf = new Map()

function markRead(lines) {
  localStorage.setItem(`read ${room}`, String(lines))
  showUnread(room, lines)
}

function countUnseen() {
  const elsewhere = [...linesOf].map(([path, lines]) => Math.max(0, lines - readUpTo(path)))
  attention.count(elsewhere.reduce((sum, n) => sum + n, unseenHere))
}

/** A line of this room: seen where the page is looked at. */
function hear(line) {
  if (line.mine) saidAt = Date.now()
  if (document.hidden && !line.mine) unseenHere += 1
  else markRead(line.seq)
  if (!line.mine && (document.hidden || Date.now() - saidAt > answerTime)) attention.call()
  countUnseen()
}

/** So many lines stand in a room; what is new in another one than this calls. */
function hearRoom({ room: path, lines }) {
  showUnread(path, lines)
  if (path === room) return
  const before = linesOf.get(path)
  linesOf.set(path, lines)
  if (before !== undefined && lines > before) attention.call()
  countUnseen()
}

function showUnread(path, lines) {
  const badge = document.querySelector(`[data-room="${CSS.escape(path)}"] .badge`)
  if (!badge) return
  const unread = path === room ? 0 : Math.max(0, lines - readUpTo(path))
  badge.hidden = unread === 0
  badge.textContent = unread > 99 ? '99+' : String(unread)
  badge.setAttribute('aria-label', badge.dataset.unread.replace('{n}', String(unread)))
}

/** How old what stands beside the room may get, for deadlines that pass while nothing changes. */
const sideAge = 60_000
let refreshing = false
let changedMeanwhile = false

/** Draws the list or the card again. A change that comes while it is drawn draws it once more: none is lost. */
async function refreshSide() {
  changedMeanwhile = true
  if (refreshing) return
  refreshing = true
  while (changedMeanwhile) {
    changedMeanwhile = false
    const side = document.querySelector('#side')
    const how = { source: side, target: side, swap: 'outerHTML' }
    // Without a connection the stream tells when there is one again, and what changed.
    await window.htmx.ajax('GET', side.dataset.refresh, how).catch(() => undefined)
  }
  refreshing = false
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
  heard: hear,
  on: {
    room: hearRoom,
    tickets: refreshSide,
  },
})
markRead(chat.log.last)
setInterval(refreshSide, sideAge)
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return
  unseenHere = 0
  markRead(chat.log.last)
  countUnseen()
})

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
