// Writes the figures of docs/performance/*.json into the tables of docs/performance.md and draws docs/images/growth.svg, so
// that what is told is what was measured: `node test/bench/write-page.mjs`.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { drawGrowth } from './page/growth-chart.mjs'
import { tablesOf } from './page/tables.mjs'

const docs = (name) => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url))
const read = (name) => JSON.parse(readFileSync(docs(`performance/${name}.json`), 'utf8'))

const growth = read('growth')
writeFileSync(docs('images/growth.svg'), drawGrowth(growth))

const page = readFileSync(docs('performance.md'), 'utf8')
const tables = tablesOf(read('beside'))
const marked = /<!-- (\w+) -->[\s\S]*?<!-- end -->/g
writeFileSync(
  docs('performance.md'),
  page.replace(marked, (_, name) => `<!-- ${name} -->\n${tables[name]}\n<!-- end -->`),
)
