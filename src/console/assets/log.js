import { element, lineBubble, pendingBubble } from './bubble.js'
import { followEnd } from './follow-end.js'

/** Lines of one side this close together stand as one block. */
const together = 3 * 60_000
/** An answer that takes longer is not being typed. */
const patience = 20_000

/** The log of a chat: confirmed lines in their order, each once; below them what is still on its way. */
export class Log {
  #options
  #lines
  #waiting
  #typing
  #typingUntil
  #talksWith
  #end
  #shown = new Map()
  #letters = new Set()
  #labels = new Map()
  #pending = new Map()
  #last = 0
  #first = Number.POSITIVE_INFINITY

  /** `options`: words, when, keepsChoices, and what to do on press, retry, discard and answer. */
  constructor(root, options) {
    this.#options = options
    this.#lines = root.querySelector('.lines')
    this.#waiting = root.querySelector('.pending')
    this.#typing = root.querySelector('.typing')
    this.#end = followEnd(root)
  }

  /** The running numbers of the newest and the oldest line shown. */
  get last() {
    return this.#last
  }

  get first() {
    return this.#first
  }

  isPending(id) {
    return this.#pending.has(id)
  }

  toEnd() {
    this.#end.go()
  }

  /** Adds a line after all others; the same line again changes nothing. */
  add(given) {
    if (given.seq <= this.#last || this.#letters.has(given.letter)) {
      this.#last = Math.max(this.#last, given.seq)
      return false
    }
    const before = this.#shown.get(this.#last)?.line
    const { line, box } = this.#make(given)
    this.#last = line.seq
    this.#lines.append(box)
    this.#place(box, line, before)
    this.#markChoices(line)
    if (line.id) this.#drop(line.id)
    if (!line.mine) this.#talksWith = line.by
    this.typing(line.mine)
    this.#end.grown(line.mine)
    return true
  }

  /** Adds lines before all others. */
  addEarlier(older) {
    this.#end.keepPlace(() => {
      const next = this.#shown.get(this.#first)
      let before
      for (const given of older) {
        const { line, box } = this.#make(given)
        if (!this.#options.keepsChoices) box.querySelector('.choices')?.classList.add('past')
        const day = next?.box.previousElementSibling
        this.#lines.insertBefore(box, day?.classList.contains('day') ? day : (next?.box ?? null))
        this.#place(box, line, before)
        before = line
      }
      if (next && before) this.#place(next.box, next.line, before)
    })
  }

  /** Shows how far a message of one's own is that the desk has not confirmed. */
  pend(item, state, more) {
    if (!this.#pending.has(item.id)) {
      if ([...this.#shown.values()].some(({ line }) => line.id === item.id)) return
      const { words, retry, discard } = this.#options
      const bubble = pendingBubble(item, {
        words,
        retry: () => retry(item),
        discard: () => {
          this.#drop(item.id)
          discard(item)
        },
      })
      this.#pending.set(item.id, bubble)
      this.#waiting.append(bubble.box)
      this.toEnd()
    }
    this.#pending.get(item.id).show(state, more)
  }

  typing(on) {
    if (!this.#typing) return
    clearTimeout(this.#typingUntil)
    // A person who has taken over types when he likes; only the desk itself answers every message.
    this.#typing.hidden = !on || this.#talksWith === 'staff'
    this.#typingUntil = setTimeout(() => {
      this.#typing.hidden = true
    }, patience)
    if (on) this.#end.grown(false)
  }

  #make(given) {
    for (const { id, label } of given.buttons ?? []) this.#labels.set(id, label)
    const pressed = given.press !== undefined && given.text === undefined
    const text = this.#labels.get(given.press) ?? this.#options.words.chosen
    const line = pressed ? { ...given, text } : given
    const box = lineBubble(line, this.#options)
    if (line.letter) this.#letters.add(line.letter)
    this.#first = Math.min(this.#first, line.seq)
    this.#shown.set(line.seq, { line, box })
    return { line, box }
  }

  #place(box, line, before) {
    const { when } = this.#options
    const head = box.previousElementSibling
    if (head?.classList.contains('day')) head.remove()
    const sameDay = before && when.sameDay(before.at, line.at)
    if (!sameDay) box.before(element('div', 'day', when.day(line.at)))
    const sameVoice = before?.mine === line.mine && before.by === line.by
    const joined =
      sameDay && sameVoice && before.name === line.name && line.at - before.at < together
    box.classList.toggle('joined', Boolean(joined))
    if (joined && !before.buttons && !before.about) {
      this.#shown.get(before.seq)?.box.classList.add('followed')
    }
  }

  #markChoices(line) {
    if (line.press !== undefined) {
      const made = [...this.#lines.querySelectorAll('.choice')].filter(
        (button) => button.dataset.press === line.press,
      )
      made.at(-1)?.setAttribute('aria-pressed', 'true')
    }
    if (this.#options.keepsChoices || (!line.buttons && !line.mine)) return
    const all = [...this.#lines.querySelectorAll('.choices')]
    for (const box of line.buttons ? all.slice(0, -1) : all) box.classList.add('past')
  }

  #drop(id) {
    this.#pending.get(id)?.box.remove()
    this.#pending.delete(id)
  }
}
