/**
 * Lines as they come: an event stream that goes on after the last line seen, however often it breaks.
 * @param {{url: string, after: number, on: Record<string, (data: any) => void>, state: (name: 'online' | 'lost') => void}} options
 */
export function follow({ url, after, on, state }) {
  let source
  let last = after
  let heard = Date.now()
  let wait = 1000
  let timer

  const open = () => {
    clearTimeout(timer)
    source?.close()
    heard = Date.now()
    const joint = url.includes('?') ? '&' : '?'
    source = new EventSource(`${url}${joint}after=${last}`)
    source.onopen = () => {
      heard = Date.now()
      wait = 1000
      state('online')
    }
    source.onerror = () => {
      state('lost')
      // The browser tries again by itself unless the server refused; then it is up to us.
      if (source.readyState !== EventSource.CLOSED) return
      timer = setTimeout(open, wait)
      wait = Math.min(wait * 2, 30_000)
    }
    source.addEventListener('beat', () => {
      heard = Date.now()
    })
    for (const [name, take] of Object.entries(on)) {
      source.addEventListener(name, (event) => {
        heard = Date.now()
        if (event.lastEventId) last = Math.max(last, Number(event.lastEventId))
        take(JSON.parse(event.data))
      })
    }
  }
  const revive = () => {
    if (source.readyState !== EventSource.OPEN || Date.now() - heard > 50_000) open()
  }
  open()
  addEventListener('online', open)
  addEventListener('pageshow', (event) => event.persisted && open())
  document.addEventListener('visibilitychange', () => document.hidden || revive())
  setInterval(revive, 25_000)
}
