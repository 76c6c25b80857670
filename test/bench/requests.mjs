import { setTimeout as delay } from 'node:timers/promises'
import { stats } from '../../dist/src/reports/stats.js'
import { visibleTickets } from '../../dist/src/reports/visible.js'
import { ticketBetween } from './tickets.mjs'

const person = { id: 'wang', roles: ['lead'] }
const minute = 60_000
const day = 1_440 * minute
const actor = 'conversation:bench/ann'
const other = 'conversation:bench/bo'
/** Settlements and moved lines wait a moment for company. */
const rest = () => delay(60)

/** Every kind of thing the desk asks of its store, each on its own, in the order a complaint meets them. */
export function requestsOf({ store, book }) {
  const now = Date.now()
  const { calendar } = book.settings
  const seen = (filter, sort = 'due') =>
    visibleTickets(store, { filter, sort, person, departments: [] })
  let revision = 0
  const letters = []
  async function commit(parts = {}, who = actor, at = revision) {
    const record = { chart: 'conversation@1', snapshot: { value: 'idle' }, lines: 0 }
    const whole = { record, letters: [], cancels: [], lines: [], ...parts }
    const outcome = await store.commit({ actor: who, revision: at, commit: whole }, now)
    if (outcome.outcome !== 'done') throw new Error(`${who}: ${outcome.outcome}`)
    if (who === actor) revision = outcome.revision
    letters.push(...outcome.letters)
  }
  const words = { to: 'customer:bench/ann', message: { text: 'x' }, dueAt: now }
  const line = (seq) => ({ seq, at: now, by: 'customer', text: `${seq}` })
  const message = () => {
    const consumed = { key: `key ${revision}`, keepUntil: now + day }
    return commit({ letters: [words], lines: [line(revision + 1)], consumed })
  }
  const view = ticketBetween({ n: 7, age: minute, now, isOpen: true }).view
  return [
    { name: 'first_load', run: () => store.load(actor) },
    { name: 'message', run: message },
    { name: 'settlement', run: () => store.settle(letters.pop().id) },
    { name: 'message_again', run: message },
    { name: 'load', run: () => store.load(actor) },
    { name: 'postpone', run: () => store.postpone(letters.pop().id, now + 5) },
    { name: 'draw_number', run: () => store.drawNumber('20261123') },
    { name: 'draw_next_number', run: () => store.drawNumber('20261123') },
    { name: 'ticket_commit', run: () => commit({ view }, 'ticket:7', 0) },
    {
      name: 'lines_move_out',
      async run() {
        await commit({ lines: Array.from({ length: 20 }, (_, n) => line(3 + n)) }, other, 0)
        await rest()
      },
    },
    { name: 'lines', run: () => store.lines(actor, 0, 20) },
    { name: 'lines_moved_out', run: () => store.lines(other, 0, 20) },
    { name: 'next_due', run: () => store.nextDue() },
    { name: 'claim', run: () => store.claim(now + 9, 500, minute) },
    { name: 'parked', run: () => store.parked(20) },
    { name: 'record', run: () => store.record('person:wang') },
    { name: 'record_write', run: () => store.writeRecord('person:wang', 0, {}) },
    { name: 'records', run: () => store.records('person:') },
    { name: 'lease', run: () => store.lease('prune', 'me', now, now + 9) },
    { name: 'ticket_by_number', run: () => store.ticket(view.number) },
    { name: 'list', run: () => seen({ open: true }) },
    { name: 'list_department', run: () => seen({ open: true, department: 'quality' }) },
    { name: 'find', run: () => seen({ text: view.phone }, 'opened') },
    { name: 'customers', run: () => seen({ customer: view.customer }, 'opened') },
    { name: 'stats', run: () => stats(store, { calendar, period: 'today', now }) },
    { name: 'prune', run: () => store.prune(now) },
    { name: 'check', run: () => store.check() },
  ]
}
