/** Times as the reader's own watch shows them. */
export function createWhen(locale, words) {
  const hour = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  })
  const day = new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', weekday: 'long' })
  const keyOf = (at) => new Date(at).toDateString()
  return {
    time: (at) => hour.format(at),
    sameDay: (a, b) => keyOf(a) === keyOf(b),
    day(at) {
      if (keyOf(at) === keyOf(Date.now())) return words.today
      if (keyOf(at) === keyOf(Date.now() - 24 * 3_600_000)) return words.yesterday
      return day.format(at)
    },
  }
}
