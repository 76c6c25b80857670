/** Says when the connection is lost and when it is back; short breaks heal by themselves and are nobody's concern. */
const shortBreak = 2500

export function connectionNotice(notice, words) {
  let lost = false
  let timer
  const show = (text, good) => {
    notice.textContent = text
    notice.classList.toggle('good', good)
  }
  const tellLost = () => {
    lost = true
    show(navigator.onLine ? words.reconnecting : words.offline, false)
  }
  addEventListener('offline', tellLost)
  return (state) => {
    clearTimeout(timer)
    if (state === 'lost') {
      if (navigator.onLine) timer = setTimeout(tellLost, shortBreak)
      else tellLost()
    } else if (lost) {
      lost = false
      show(words.back, true)
      timer = setTimeout(() => show('', false), shortBreak)
    }
  }
}
