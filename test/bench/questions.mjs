import { stats } from '../../dist/src/reports/stats.js'
import { visibleTickets } from '../../dist/src/reports/visible.js'
import { openEngine } from './engine.mjs'
import { median } from './figures.mjs'
import { actorOf, customerOf, nameOf, numberOf, orderOf, phoneOf } from './tickets.mjs'

const person = { id: 'wang', roles: ['lead'] }
const departments = []
const times = 21
const turns = 30

/** What commands, reports, pages and the outbox ask of a store; `n` is the number of some ticket in it. */
function questionsOf({ book, now }) {
  const { calendar } = book.settings
  const seen = (store, filter, sort) => visibleTickets(store, { filter, sort, person, departments })
  const period = (name) => (store) => stats(store, { calendar, period: name, now })
  return {
    list: (store) => seen(store, { open: true }, 'due'),
    list_mine: (store) => seen(store, { open: true, owner: 'wang' }, 'due'),
    list_overdue: (store) => seen(store, { open: true, dueBefore: now }, 'due'),
    list_newest: (store) => seen(store, {}, 'opened'),
    list_category: (store) => seen(store, { open: true, category: 'service' }, 'due'),
    card: async (store, n) => {
      const found = await store.ticket(numberOf(n))
      await store.load(found.actor)
      return store.lastLines(found.actor, 20)
    },
    find_phone: (store, n) => seen(store, { text: phoneOf(n) }, 'opened'),
    find_order: (store, n) => seen(store, { text: orderOf(n) }, 'opened'),
    find_name: (store, n) => seen(store, { text: nameOf(n) }, 'opened'),
    find_common: (store) => seen(store, { text: '顾客' }, 'opened'),
    customers: (store, n) => seen(store, { customer: customerOf(n) }, 'opened'),
    load: (store, n) => store.load(actorOf(n)),
    stats_today: period('today'),
    stats_week: period('week'),
    due: async (store) => {
      await store.claim(now, 500, 60_000)
      return store.nextDue()
    },
    prune: (store) => store.prune(now),
  }
}

/** The median time of each question, in ms, to the store with the fewest tickets and to the one with the most. */
export async function measureQuestions({ small, large, book, now }) {
  const found = {}
  for (const [name, ask] of Object.entries(questionsOf({ book, now }))) {
    const few = []
    const many = []
    for (let i = 0; i < times; i++) {
      few.push(await timed(small, i, ask))
      many.push(await timed(large, i, ask))
    }
    // The first ones warm the caches of both.
    found[name] = { least: median(few.slice(4)), most: median(many.slice(4)) }
  }
  found.turn = await turnsOn(small, large)
  return found
}

async function timed({ store, count }, i, ask) {
  // Spread over all of them, old and new.
  const n = Math.floor(((i * 0.618_034) % 1) * count)
  const from = performance.now()
  await ask(store, n)
  return performance.now() - from
}

async function turnsOn(small, large) {
  const engines = await Promise.all(
    [small, large].map(({ store }) => openEngine(() => ({ store, close() {} }))),
  )
  const found = [[], []]
  for (let i = 0; i < 8; i++) {
    for (const [k, engine] of engines.entries()) found[k].push((await engine.closed(1, turns)).p50)
  }
  await Promise.all(engines.map((engine) => engine.close()))
  return { least: median(found[0].slice(2)), most: median(found[1].slice(2)) }
}
