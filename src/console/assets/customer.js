import { startChat } from './chat.js'

const root = document.querySelector('[data-chat]')

async function open() {
  const answer = await fetch('/api/conversations?page', { method: 'POST' })
  return answer.ok
}

// Where the keyboard of a phone lies over the page instead of shrinking it.
const view = window.visualViewport
function fitToView() {
  document.documentElement.style.setProperty('--visible-height', `${view.height}px`)
  scrollTo(0, 0)
}
if (view && /iP(hone|ad|od)/.test(navigator.userAgent)) {
  view.addEventListener('resize', fitToView)
  fitToView()
}

const title = document.title
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) document.title = title
})

const chat = await startChat(root, {
  open,
  opened: root.dataset.opened === 'true',
  linksOf: ['bot', 'system'],
  heard(line) {
    if (document.hidden && !line.mine) document.title = `● ${root.dataset.newMessage}`
  },
})
for (const starter of document.querySelectorAll('.starters button')) {
  starter.onclick = () => chat.write({ text: starter.textContent })
}
if (matchMedia('(pointer: fine)').matches) chat.composer.focus()
