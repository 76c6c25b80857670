import { measureQuestions } from './questions.mjs'
import { ticketBetween } from './tickets.mjs'

/** So many tickets a day, and so many of the last ones still open: a desk at a steady pace that grows old. */
export const pace = { aDay: 100, open: 200 }
const least = 1_000
const atOnce = 500
const day = 86_400_000

/**
 * What people and the desk ask of a store with a thousand tickets and of one with `most`, in turns, so that what else
 * the machine does weighs on both alike. `open()` gives an empty store of its own.
 */
export async function measureGrowth({ figures, rounds, most, book, open }) {
  const now = Date.now()
  const small = await filled(least, { open, now })
  const large = await filled(most, { open, now })
  figures.add('tickets.most', most)
  figures.add('fill_tickets_per_s', large.perSecond)
  console.log(`${most.toLocaleString('en')} tickets in ${Math.round(most / large.perSecond)} s`)
  try {
    for (let round = 0; round < rounds; round++) {
      const times = await measureQuestions({ small, large, book, now })
      for (const [name, { least: few, most: many }] of Object.entries(times)) {
        figures.add(`ms.${name}.least`, few)
        figures.add(`ms.${name}.most`, many)
        figures.add(`ratio.growth.${name}`, many / few)
      }
    }
  } finally {
    await small.close()
    await large.close()
  }
}

async function filled(count, { open, now }) {
  const { store, close } = await open()
  const to = store.copyable()
  const from = performance.now()
  let next = 0
  const one = async () => {
    while (next < count) {
      const first = next
      next = Math.min(count, first + atOnce)
      await to.write('actors', tickets(first, next, { count, now }))
    }
  }
  await Promise.all([one(), one(), one()])
  return { store, close, count, perSecond: count / ((performance.now() - from) / 1000) }
}

/** Number `count` is opened a moment before `now`. */
function tickets(first, end, { count, now }) {
  return Array.from({ length: end - first }, (_, i) => {
    const n = first + i
    const age = ((count - n) / pace.aDay) * day
    return ticketBetween({ n, age, now, isOpen: count - n <= pace.open })
  })
}
