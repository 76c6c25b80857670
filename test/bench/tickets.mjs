const day = 86_400_000
const hour = 3_600_000
const states = ['received', 'investigating', 'at department', 'implementing']
const ends = ['closed', 'closed', 'closed', 'not agreed', 'no answer', 'withdrawn']
const categories = ['quality', 'delivery', 'service', 'refund', 'invoice']
const departments = ['quality', 'logistics', 'finance', null]
const owners = ['li', 'wang', 'zhao', null]
const said = '这台电饭煲用了两天就坏了，按下开关没有反应，'.repeat(12)

export const numberOf = (n) => `CP-${String(n).padStart(7, '0')}`
export const phoneOf = (n) => `13${String(n).padStart(9, '0')}`
export const orderOf = (n) => `A-${n}`
export const nameOf = (n) => `顾客${String(n).padStart(7, '0')}`
export const customerOf = (n) => `customer:web/${n}`
export const actorOf = (n) => `ticket:${n}`

/** The ticket of that running number as a store copies it, with a letter to itself, as all of them have. */
export function ticketBetween({ n, age, now, isOpen }) {
  const openedAt = Math.round(now - age)
  const state = isOpen ? states[n % states.length] : ends[n % ends.length]
  const closedAt = isOpen ? null : Math.min(now, openedAt + 40 * hour)
  const view = {
    number: numberOf(n),
    state,
    unconfirmed: false,
    notReached: false,
    category: categories[n % categories.length],
    level: 1 + (n % 5),
    department: departments[n % departments.length],
    owner: owners[n % owners.length],
    customer: customerOf(n),
    name: nameOf(n),
    phone: phoneOf(n),
    email: null,
    order: orderOf(n),
    product: `电饭煲 ${n % 100}`,
    openedAt,
    promisedAt: openedAt + 15 * day,
    dueAt: isOpen ? openedAt + (24 + (n % 5)) * hour : null,
    needBy: null,
    takenAt: openedAt + hour,
    answeredAt: openedAt + 2 * hour,
    closedAt,
    score: isOpen ? null : 1 + (n % 5),
    granted: n % 3 === 0 ? 5000 : 0,
    about: n % 500 === 0 ? ['wang'] : [],
  }
  const from = actorOf(n)
  return {
    name: from,
    revision: 9,
    record: JSON.stringify({ chart: 'ticket@1', snapshot: { value: state, said }, lines: 1 }),
    letters: [
      {
        revision: 9,
        n: 0,
        to: from,
        due: now + day + (n % 1000) * day,
        tries: 0,
        slot: 'deadline',
        body: JSON.stringify({ type: 'deadline passed' }),
      },
    ],
    parked: [],
    keys: age < 7 * day ? [{ key: `${n}`, until: openedAt + 7 * day }] : [],
    lastLine: {
      seq: 1,
      line: JSON.stringify({ seq: 1, at: openedAt, by: 'customer', text: said }),
    },
    view,
  }
}
