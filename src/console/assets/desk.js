import { createAttention } from './attention.js'
import { startChat } from './chat.js'
import { showSide } from './side.js'

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

/** The page is looked at, and on a phone its chat is the part that is shown. */
function isLookedAt() {
  return !document.hidden && (root.checkVisibility?.() ?? true)
}

let toldSeen = 0
/** An alert that somebody has seen is not passed on; what could not be told is told with the next line. */
async function tellSeen(line) {
  if (!isLookedAt() || line <= toldSeen) return
  const before = toldSeen
  toldSeen = line
  const told = await fetch(`/desk/rooms/${room}/seen`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ line }),
  }).catch(() => undefined)
  if (!told?.ok && toldSeen === line) toldSeen = before
}

function markRead(lines) {
  tellSeen(lines)
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

function showTab(name) {
  columns.dataset.shows = name
  if (chat) tellSeen(chat.log.last)
  for (const tab of document.querySelectorAll('.tabs button')) {
    tab.setAttribute('aria-pressed', String(tab.dataset.tab === name))
  }
}

for (const tab of document.querySelectorAll('.tabs button')) {
  tab.onclick = () => showTab(tab.dataset.tab)
}
let chat
showTab('chat')

chat = await startChat(root, {
  opened: true,
  heard: hear,
  on: {
    room: hearRoom,
    tickets: () => showSide(),
  },
})
markRead(chat.log.last)
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
    showSide(`/desk/tickets/${encodeURIComponent(number.textContent)}`)
    showTab('tickets')
  }
})
if (matchMedia('(pointer: fine)').matches) chat.composer.focus()
