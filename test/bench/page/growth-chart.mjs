const names = {
  turn: 'a turn of a talk',
  list: 'list, most urgent first',
  list_mine: 'list of one’s own',
  list_overdue: 'list of what is overdue',
  list_newest: 'list, newest first',
  list_category: 'list of a category',
  card: 'card of a ticket',
  load: 'load a talk',
  find_phone: 'find by phone',
  find_order: 'find by order',
  find_name: 'find by name',
  find_common: 'find a word that many have',
  customers: 'all of a customer',
  stats_today: 'figures of today',
  stats_week: 'figures of this week',
  due: 'letters that are due',
  prune: 'forget old keys',
}
const left = 210
const right = 90
const wide = 820
const rowHeight = 26
const top = 74

/** How long each question takes with few and with many tickets, as an SVG that is read by day and by night. */
export function drawGrowth(growth) {
  const rows = Object.keys(names).filter((name) => growth[`ms.${name}.most`])
  const times = rows.flatMap((name) => [
    growth[`ms.${name}.least`].median,
    growth[`ms.${name}.most`].median,
  ])
  const least = Math.floor(Math.log10(Math.min(...times)))
  const most = Math.ceil(Math.log10(Math.max(...times)))
  const x = (ms) => left + ((Math.log10(ms) - least) / (most - least)) * (wide - left - right)
  const high = top + rows.length * rowHeight + 40
  const bottom = high - 36
  const decades = Array.from({ length: most - least + 1 }, (_, i) => 10 ** (least + i))
  const count = growth['tickets.most'].median.toLocaleString('en')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" font-family="system-ui, sans-serif" font-size="13" role="img">
<title>How long each question takes with 1,000 tickets and with ${count}</title>
<style>
  text { fill: #24292f } .quiet { fill: #57606a } .grid { stroke: #d0d7de } .bond { stroke: #8c959f; stroke-width: 2 }
  .few { fill: #ffffff; stroke: #0969da; stroke-width: 2 } .many { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .quiet { fill: #9198a1 } .grid { stroke: #3d444d } .bond { stroke: #656c76 }
    .few { fill: #0d1117; stroke: #4493f8 } .many { fill: #4493f8 }
  }
</style>
<circle class="few" cx="${left}" cy="20" r="5"/><text x="${left + 12}" y="25">1,000 tickets</text>
<circle class="many" cx="${left + 130}" cy="20" r="5"/><text x="${left + 142}" y="25">${count} tickets</text>
<text class="quiet" x="${left}" y="52">median time, ms</text>
<text class="quiet" x="${wide - 10}" y="52" text-anchor="end">times as long</text>
${decades.map((ms) => tick(ms, x(ms), bottom)).join('\n')}
${rows.map((name, i) => row(name, top + i * rowHeight, { growth, x })).join('\n')}
</svg>
`
}

function tick(ms, at, bottom) {
  return `<line class="grid" x1="${fixed(at)}" x2="${fixed(at)}" y1="${top - 12}" y2="${bottom}"/><text class="quiet" x="${fixed(at)}" y="${bottom + 20}" text-anchor="middle">${ms}</text>`
}

function row(name, y, { growth, x }) {
  const few = x(growth[`ms.${name}.least`].median)
  const many = x(growth[`ms.${name}.most`].median)
  const ratio = growth[`ratio.growth.${name}`].median.toFixed(2)
  return [
    `<text x="${left - 16}" y="${y + 5}" text-anchor="end">${names[name]}</text>`,
    `<line class="bond" x1="${fixed(few)}" x2="${fixed(many)}" y1="${y}" y2="${y}"/>`,
    `<circle class="few" cx="${fixed(few)}" cy="${y}" r="5"/><circle class="many" cx="${fixed(many)}" cy="${y}" r="4"/>`,
    `<text x="${wide - 10}" y="${y + 5}" text-anchor="end">${ratio}</text>`,
  ].join('')
}

function fixed(value) {
  return value.toFixed(1)
}
