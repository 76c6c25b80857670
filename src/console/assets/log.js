import { element, lineBubble, pendingBubble } from './bubble.js'

/** Lines of one side this close together stand as one block. */
const together = 3 * 60_000
/** How near the end counts as reading the newest. */
const near = 90
/** An answer that takes longer is not being typed. */
const patience = 20_000

/** The log of a chat: confirmed lines in their order, each once; below them what is still on its way. */
export function createLog(root, { words, when, keepsChoices, press, retry, discard, answer }) {
  const scroll = root.querySelector('.scroll')
  const lines = root.querySelector('.lines')
  const waiting = root.querySelector('.pending')
  const typing = root.querySelector('.typing')
  const latest = root.querySelector('.latest')
  const shown = new Map()
  const letters = new Set()
  const labels = new Map()
  const pending = new Map()
  let last = 0
  let first = Number.POSITIVE_INFINITY
  let follows = true
  let typingUntil
  let talksWith

  const toEnd = () => {
    scroll.scrollTop = scroll.scrollHeight
    latest.hidden = true
  }
  scroll.addEventListener('scroll', () => {
    follows = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < near
    if (follows) latest.hidden = true
  })
  latest.onclick = toEnd
  const watch = new ResizeObserver(() => follows && toEnd())
  for (const grown of [scroll, lines, waiting]) watch.observe(grown)

  function place(box, line, before) {
    const apart = !before || !when.sameDay(before.at, line.at)
    const head = box.previousElementSibling
    if (head?.classList.contains('day')) head.remove()
    if (apart) box.before(element('div', 'day', when.day(line.at)))
    const joined =
      !apart && before.mine === line.mine && before.by === line.by && before.name === line.name
    box.classList.toggle('joined', joined && line.at - before.at < together)
    if (joined && line.at - before.at < together && !before.buttons && !before.about) {
      shown.get(before.seq)?.box.classList.add('followed')
    }
  }

  function take(line) {
    for (const { id, label } of line.buttons ?? []) labels.set(id, label)
    if (line.press === undefined || line.text !== undefined) return line
    return { ...line, text: labels.get(line.press) ?? words.chosen }
  }

  function markChoices(line) {
    if (line.press !== undefined) {
      const made = [...lines.querySelectorAll('.choice')].filter(
        (button) => button.dataset.press === line.press,
      )
      made.at(-1)?.setAttribute('aria-pressed', 'true')
    }
    if (keepsChoices || (!line.buttons && !line.mine)) return
    const all = [...lines.querySelectorAll('.choices')]
    for (const box of line.buttons ? all.slice(0, -1) : all) box.classList.add('past')
  }

  function drop(id) {
    pending.get(id)?.box.remove()
    pending.delete(id)
  }

  return {
    last: () => last,
    first: () => first,
    toEnd,
    /** Adds a line after all others; the same line again changes nothing. */
    add(given) {
      if (given.seq <= last || letters.has(given.letter)) {
        last = Math.max(last, given.seq)
        return false
      }
      const line = take(given)
      const before = shown.get(last)?.line
      const box = lineBubble(line, { words, when, press, answer })
      last = line.seq
      first = Math.min(first, line.seq)
      if (line.letter) letters.add(line.letter)
      lines.append(box)
      shown.set(line.seq, { line, box })
      place(box, line, before)
      markChoices(line)
      if (line.id) drop(line.id)
      if (!line.mine) talksWith = line.by
      this.typing(line.mine)
      if (follows || line.mine) toEnd()
      else latest.hidden = false
      return true
    },
    /** Adds lines before all others. */
    addEarlier(older) {
      const height = scroll.scrollHeight
      const next = shown.get(first)
      let before
      for (const given of older) {
        const line = take(given)
        const box = lineBubble(line, { words, when, press, answer })
        box.querySelector('.choices')?.classList.toggle('past', !keepsChoices)
        const anchor = next?.box.previousElementSibling?.classList.contains('day')
          ? next.box.previousElementSibling
          : next?.box
        lines.insertBefore(box, anchor ?? null)
        shown.set(line.seq, { line, box })
        place(box, line, before)
        before = line
        first = Math.min(first, line.seq)
      }
      if (next && before) place(next.box, next.line, before)
      scroll.scrollTop += scroll.scrollHeight - height
    },
    pend(item, state, more) {
      let bubble = pending.get(item.id)
      if (!bubble) {
        const known = [...shown.values()].some(({ line }) => line.id === item.id)
        if (known) return
        bubble = pendingBubble(item, {
          words,
          retry: () => retry(item),
          discard: () => {
            drop(item.id)
            discard(item)
          },
        })
        pending.set(item.id, bubble)
        waiting.append(bubble.box)
        toEnd()
      }
      bubble.show(state, more)
    },
    typing(on) {
      clearTimeout(typingUntil)
      if (!typing) return
      // A person who has taken over types when he likes; only the desk itself answers every message.
      typing.hidden = !on || talksWith === 'staff'
      typingUntil = setTimeout(() => {
        typing.hidden = true
      }, patience)
      if (follows) toEnd()
    },
    isPending: (id) => pending.has(id),
  }
}
