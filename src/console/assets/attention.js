/**
 * Calls whoever works here: a short ring, a count in the title, and where it was allowed a notification. What it is
 * about stands on the page alone: a notification may show on a locked screen.
 */
const mutedKey = 'muted'
/** Two short tones, the second one higher: [Hz, start in s]. */
const tones = [
  [660, 0],
  [880, 0.16],
]
const toneLength = 0.14
/** Messages that come together ring once. */
const pause = 3000

export function createAttention({ sound, notify, words }) {
  const title = document.title
  let context
  let rangAt = 0
  let muted = localStorage.getItem(mutedKey) === 'yes'

  // Browsers let a page sound only after the reader has touched it.
  const awaken = () => {
    context ??= new AudioContext()
    void context.resume()
  }
  addEventListener('pointerdown', awaken)
  addEventListener('keydown', awaken)

  const showSound = () => sound.setAttribute('aria-pressed', String(!muted))
  sound.onclick = () => {
    muted = !muted
    localStorage.setItem(mutedKey, muted ? 'yes' : 'no')
    showSound()
    if (!muted) ring()
  }
  showSound()

  const mayAsk = () => 'Notification' in window && Notification.permission === 'default'
  notify.hidden = !mayAsk()
  notify.onclick = async () => {
    await Notification.requestPermission()
    notify.hidden = !mayAsk()
  }

  function ring() {
    if (muted || !context) return
    for (const [pitch, after] of tones) {
      const tone = context.createOscillator()
      const volume = context.createGain()
      const from = context.currentTime + after
      tone.frequency.value = pitch
      volume.gain.setValueAtTime(0.2, from)
      volume.gain.exponentialRampToValueAtTime(0.001, from + toneLength)
      tone.connect(volume).connect(context.destination)
      tone.start(from)
      tone.stop(from + toneLength)
    }
  }

  return {
    /** So many messages nobody has seen on this page. */
    count(n) {
      document.title = n > 0 ? `(${n > 99 ? '99+' : n}) ${title}` : title
    },
    /** Something came that the reader has not asked for. */
    call() {
      const now = Date.now()
      if (now - rangAt < pause) return
      rangAt = now
      ring()
      const allowed = 'Notification' in window && Notification.permission === 'granted'
      if (!allowed || !document.hidden) return
      const shown = new Notification(title, { body: words.news, tag: 'redress' })
      shown.onclick = () => {
        window.focus()
        shown.close()
      }
    },
  }
}
