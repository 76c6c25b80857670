/** One line of a chat as elements. Words of people only ever enter as text. */

export function element(tag, className, text) {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (text !== undefined) made.textContent = text
  return made
}

/** A line the desk has confirmed. */
export function lineBubble(line, { words, when, press, answer, linksOf }) {
  const side = line.mine ? 'mine' : line.by === 'system' ? 'system' : 'theirs'
  const box = element('article', `line ${side}`)
  box.dataset.seq = line.seq
  const who = line.mine ? words.you : (line.name ?? words[line.by] ?? words.service)
  box.append(element('span', line.name && !line.mine ? 'who' : 'unseen', who))
  box.append(content(line, words, linksOf?.includes(line.by)))
  if (line.buttons) box.append(choices(line, words, press))
  const under = element('span', 'under')
  const time = element('time', '', when.time(line.at))
  time.dateTime = new Date(line.at).toISOString()
  under.append(time)
  if (answer && line.about && line.letter) {
    const reply = element('button', '', words.replyTo)
    reply.type = 'button'
    reply.onclick = () => answer(line)
    under.append(reply)
  }
  box.append(under)
  return box
}

/** What the reader has just written and the desk has not confirmed yet. */
export function pendingBubble(item, { words, retry, discard }) {
  const box = element('article', 'line mine')
  box.dataset.id = item.id
  box.append(element('span', 'unseen', words.you))
  const files = item.photo
    ? [{ url: URL.createObjectURL(item.photo), type: item.photo.type, name: words.photo }]
    : undefined
  const bubble = content({ text: item.text ?? item.label, files }, words)
  const bar = element('progress')
  bar.max = 1
  bar.hidden = true
  bar.setAttribute('aria-label', words.uploading)
  if (item.photo) bubble.append(bar)
  const under = element('span', 'under')
  box.append(bubble, under)
  const button = (label, act) => {
    const made = element('button', '', label)
    made.type = 'button'
    made.onclick = act
    return made
  }
  return {
    box,
    show(state, more) {
      if (state === 'progress') {
        bar.hidden = false
        bar.value = more
        return
      }
      if (state !== 'sending') bar.hidden = true
      under.className = state === 'failed' ? 'under failed' : 'under'
      under.replaceChildren(document.createTextNode(words[state] ?? ''))
      if (state !== 'failed') return
      under.textContent = more || words.failed
      // What cannot be taken at all is not worth trying again.
      if (!item.final) under.append(button(words.retry, retry))
      under.append(button(item.text ? words.edit : words.discard, discard))
    },
  }
}

function content(line, words, links) {
  const bubble = element('div', line.files ? 'bubble picture' : 'bubble')
  for (const file of line.files ?? []) {
    bubble.append(file.type.startsWith('audio/') ? voice(file, words) : picture(file, words))
  }
  if (line.text) {
    const text = element('p')
    text.dir = 'auto'
    text.append(...(links ? wordsAndLinks(line.text) : wordsAndNumbers(line.text)))
    bubble.append(text)
  }
  return bubble
}

/** Ticket numbers stay in one piece; the desk's script opens their cards. */
function wordsAndNumbers(text) {
  return text
    .split(/(\bCP-\d{8}-\d+)/)
    .map((part, i) => (i % 2 === 1 ? element('span', 'ticket-number', part) : part))
}

/** Addresses the desk names can be opened; what people write stays words. */
function wordsAndLinks(text) {
  return text.split(/(\bhttps?:\/\/[\w./?=&%#:-]*[\w/])/).flatMap((part, i) => {
    if (i % 2 === 0) return wordsAndNumbers(part)
    const link = element('a', '', part)
    link.href = part
    link.target = '_blank'
    link.rel = 'noopener'
    return link
  })
}

/** A player with its length; a recording the browser cannot play stays a file to open. */
function voice(file, words) {
  const box = element('span', 'voice')
  const player = element('audio')
  player.controls = true
  player.preload = 'none'
  player.src = file.url
  player.setAttribute('aria-label', words.voice)
  const open = element('a', 'file', file.name)
  open.href = `${file.url}?as=sent`
  open.download = file.name
  box.append(player, open)
  if (file.seconds) box.append(element('span', 'seconds', `${file.seconds}″`))
  return box
}

function picture(file, words) {
  const link = element('a')
  link.href = file.url
  link.target = '_blank'
  link.rel = 'noopener'
  const plain = () => {
    link.className = 'file'
    link.replaceChildren(document.createTextNode(file.name))
  }
  if (!file.type.startsWith('image/')) {
    plain()
    return link
  }
  const image = element('img')
  image.src = file.url
  image.alt = words.photo
  // Not every browser can draw every kind of photo (HEIC): then it stays a file to open.
  image.onerror = plain
  link.setAttribute('aria-label', words.openPhoto)
  link.append(image)
  return link
}

function choices(line, words, press) {
  const box = element('div', 'choices')
  box.setAttribute('role', 'group')
  box.setAttribute('aria-label', words.choices)
  line.buttons.forEach((choice, i) => {
    const button = element('button', 'choice')
    button.type = 'button'
    button.dataset.press = choice.id
    const digit = element('span', 'digit', String(i + 1))
    digit.setAttribute('aria-hidden', 'true')
    const label = element('bdi', '', choice.label)
    button.append(digit, label)
    button.onclick = () => press(choice, line, button)
    box.append(button)
  })
  return box
}
