/** Makes messages of what is written, pressed and chosen, each with an id of its own. */
export function createWriter(root, { add }) {
  const answering = root.querySelector('.answering')
  const largest = Number(root.dataset.largestFile)
  let replyTo
  let count = 0

  function answer(line) {
    replyTo = line?.letter
    answering.hidden = !line
    if (!line) return
    answering.querySelector('span').textContent = line.text
    root.querySelector('textarea').focus()
  }
  function write(said) {
    count += 1
    const id = [...crypto.getRandomValues(new Uint8Array(16))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('')
    const item = { id, order: Date.now() + count / 1000, ...said, ...(replyTo && { replyTo }) }
    if (replyTo && answering) answer(undefined)
    replyTo = undefined
    root.querySelector('.welcome')?.remove()
    void add(item)
  }
  if (answering) answering.querySelector('button').onclick = () => answer(undefined)

  return {
    write,
    answer: answering ? answer : undefined,
    press(choice, line, button) {
      button.setAttribute('aria-pressed', 'true')
      if (line.letter && line.about) replyTo = line.letter
      write({ press: choice.id, label: choice.label })
    },
    /** What is no photo, or too large, is told at once and not sent. */
    photo(photo, { log, words }) {
      const known =
        /^image\/(jpeg|png|webp|hei[cf])$/.test(photo.type) || /\.hei[cf]$/i.test(photo.name)
      if (known && photo.size <= largest) {
        write({ photo })
        return
      }
      count += 1
      const refused = { id: `refused-${count}`, label: words.photo, final: true }
      log.pend(refused, 'failed', known ? words.fileTooLarge : words.notAPicture)
    },
  }
}
