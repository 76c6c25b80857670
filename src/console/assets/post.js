/** Sends one message or photo to the desk and tells what became of it. */

const patience = 30_000
let failures = 0

function lookOut(status, answer, retryAfter) {
  if (status === 200 || status === 202) {
    failures = 0
    return { sent: true }
  }
  // Kept, only not answered: sending it again would say it twice.
  if (status === 429 && answer?.kept) return { sent: true }
  if (status === 0 || status === 429 || status >= 500) {
    failures += 1
    const wait = retryAfter ? retryAfter * 1000 : Math.min(1000 * 2 ** (failures - 1), 30_000)
    return { again: wait + Math.random() * 300 }
  }
  return { failed: answer?.error?.message ?? '' }
}

/** @returns {Promise<{sent?: true, failed?: string, again?: number, status?: number}>} */
export function post({ url, item, known, locale, progress }) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.setRequestHeader('Accept-Language', locale)
    request.timeout = item.photo ? 120_000 : patience
    request.onload = () => {
      let answer
      try {
        answer = JSON.parse(request.responseText)
      } catch {
        // Something between us and the desk answered; its status tells enough.
      }
      const retryAfter = Number(request.getResponseHeader('Retry-After')) || 0
      resolve({ ...lookOut(request.status, answer, retryAfter), status: request.status })
    }
    request.onerror = () => resolve(lookOut(0))
    request.ontimeout = () => resolve(lookOut(0))
    if (item.photo) {
      request.upload.onprogress = (event) =>
        event.lengthComputable && progress(event.loaded / event.total)
      const form = new FormData()
      form.set('id', item.id)
      form.set('locale', locale)
      if (item.text) form.set('text', item.text)
      for (const [name, value] of Object.entries(known ?? {})) form.set(name, value)
      form.set('file', item.photo, 'photo')
      request.send(form)
    } else {
      request.setRequestHeader('Content-Type', 'application/json')
      const { id, text, press, replyTo } = item
      request.send(JSON.stringify({ id, text, press, replyTo, locale, known }))
    }
  })
}
