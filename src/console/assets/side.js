import { Idiomorph } from './idiomorph.js'

/** How old the list or the card may get (ms), for deadlines that pass while nothing changes. */
const longest = 60_000
let wanted
let stale = false
let drawing = false

/** Shows the list or the card at that address, or draws again what is shown. One at a time, so the last wish stands. */
export async function showSide(address) {
  if (address) wanted = address
  stale = true
  if (drawing) return
  drawing = true
  try {
    while (stale) await draw()
  } finally {
    drawing = false
  }
}

async function draw() {
  stale = false
  const side = document.querySelector('#side')
  const asked = wanted ?? side.dataset.address
  const html = await read(asked)
  if (wanted === asked) wanted = undefined
  // What stays keeps its element: a click or the keyboard's place on it is not lost.
  if (html) Idiomorph.morph(side, html, { morphStyle: 'outerHTML' })
}

/** Without a connection nothing is drawn; the stream tells when there is one again, and what changed. */
async function read(address) {
  const answer = await fetch(address).catch(() => undefined)
  return answer?.ok ? answer.text().catch(() => undefined) : undefined
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-opens]')
  if (button) showSide(button.dataset.opens)
})
setInterval(() => showSide(), longest)
