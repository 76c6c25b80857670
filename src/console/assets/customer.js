import { startChat } from './chat.js'
import { showLink } from './link-card.js'

const root = document.querySelector('[data-chat]')
const embedded = root.dataset.embedded !== undefined

async function open() {
  const answer = await fetch(`/api/conversations?page${embedded ? '=embedded' : ''}`, {
    method: 'POST',
  })
  // Where the browser keeps no cookie for a frame, the addresses themselves lead to the talk while the page is open.
  if (embedded && answer.ok) {
    const { messages, files, lines, events } = await answer.json()
    Object.assign(root.dataset, { messages, files, lines, events })
  }
  return answer.ok
}

function tellShop(what) {
  if (embedded && parent !== window) parent.postMessage({ redress: what }, '*')
}
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.isComposing) tellShop('close')
})

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
  presses: { link: showLink },
  heard(line) {
    // Who has just been told his number gets the link at once; later it is one press away.
    if (line.buttons?.some(({ id }) => id === 'link')) {
      root.querySelector(`[data-seq="${line.seq}"] [data-press="link"]`)?.click()
    }
    if (!line.mine) tellShop('news')
    if (document.hidden && !line.mine) document.title = `● ${root.dataset.newMessage}`
  },
})
for (const starter of document.querySelectorAll('.starters button')) {
  starter.onclick = () => chat.write({ text: starter.textContent })
}
if (matchMedia('(pointer: fine)').matches) chat.composer.focus()
