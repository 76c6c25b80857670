import { element } from './bubble.js'

/** Fetches a private link and shows it with its code under the line whose button asked for it, once. */
export async function showLink(button, words) {
  const line = button.closest('.line')
  if (!line || line.querySelector('.link-card')) return
  const card = element('div', 'link-card')
  line.querySelector('.choices').after(card)
  const { messages } = button.closest('[data-chat]').dataset
  const address = messages.replace(/messages$/, 'links')
  const answer = await fetch(address, { method: 'POST' }).catch(() => null)
  if (!answer?.ok) return card.remove()
  const { url, qr } = await answer.json()
  const image = element('img')
  image.src = `data:image/svg+xml,${encodeURIComponent(qr)}`
  image.alt = words.linkQr
  const link = element('a', '', url)
  link.href = url
  const copy = element('button', 'button quiet', words.linkCopy)
  copy.type = 'button'
  copy.onclick = async () => {
    await navigator.clipboard?.writeText(url)
    copy.textContent = words.linkCopied
  }
  card.append(element('p', '', words.linkKeep), image, link, copy)
  card.scrollIntoView({ block: 'nearest' })
}
