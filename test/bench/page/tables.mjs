import { ours, peers } from '../subjects.mjs'

export const titles = {
  engine: '`engine`',
  redress: '`redress`',
  telegraf: 'telegraf',
  grammy: 'grammY',
  botbuilder: 'botbuilder',
  byhand: 'by hand',
}
const all = [...ours, ...peers]
const troubles = ['kill', 'twice', 'late', 'at_once', 'submit']

/** What each is to reach, at least; where it is negative, at most its size. */
const targets = [
  ['`engine`, 500 customers, to the best peer', 'ratio.engine.500.best', 4],
  ['`engine`, 500 customers, to telegraf at NORMAL', 'ratio.engine.500.telegraf.normal', 1],
  ['`engine`, one customer, to the best peer', 'ratio.engine.1.best', 0.8],
  ['`engine`, one customer, to telegraf', 'ratio.engine.1.telegraf', 0.8],
  ['`redress`, 500 customers, to the best peer', 'ratio.redress.500.best', 2],
  ['`redress`, 500 customers, to telegraf', 'ratio.redress.500.telegraf', 2],
  ['`redress`, one customer, to the best peer', 'ratio.redress.1.best', 0.6],
  ['`redress`, one customer, to telegraf', 'ratio.redress.1.telegraf', 0.6],
  ['p99 of `redress` at 300 turns a second, to the best peer’s', 'ratio.redress.p99_300.best', -2],
  ['conversations of `redress` intact, %', 'intact.redress', 100],
]

/** Each table of the page by the name of its mark, as Markdown. */
export function tablesOf(beside) {
  const of = (name) => beside[name]
  return {
    machine: `Node ${beside.about.node.slice(1)}, ${beside.about.cpus}, ${beside.about.rounds} rounds.`,
    targets: table(
      ['', 'wanted', 'measured', ''],
      targets.map(([what, name, wanted]) => [
        what,
        wanted < 0 ? `at most ${-wanted}` : `at least ${wanted}`,
        spread(of(name)),
        isMet(of(name), wanted) ? 'yes' : 'no',
      ]),
    ),
    ratios: table(
      ['', ...peers.map((peer) => titles[peer]), 'best'],
      ours.flatMap((name) =>
        ['500', '1', 'p99_300'].flatMap((load) =>
          ['', '.normal'].map((mode) => [
            `${titles[name]}, ${ratioTitles[load]}${mode ? ', theirs at NORMAL' : ''}`,
            ...[...peers, 'best'].map((peer) => spread(of(`ratio.${name}.${load}.${peer}${mode}`))),
          ]),
        ),
      ),
    ),
    speed: table(
      ['', '500: turns/s', 'p50', 'p99', 'one: turns/s', 'p50', 'p99', '300/s: p50', 'p99'],
      [...all, ...peers.map((peer) => `${peer}.normal`)].map((label) => [
        titleOf(label),
        ...['500', '1'].flatMap((load) => [
          number(of(`turns_per_s.${label}.${load}`)?.median),
          number(of(`p50_ms.${label}.${load}`)?.median),
          number(of(`p99_ms.${label}.${load}`)?.median),
        ]),
        number(of(`p50_ms.${label}.300`)?.median),
        number(of(`p99_ms.${label}.300`)?.median),
      ]),
    ),
    size: table(
      ['', 'start, ms', 'resident, MB', 'heap a conversation, KB', 'install, MB', 'packages'],
      all.map((name) => [
        titles[name],
        number(of(`start_ms.${name}`)?.median),
        number(of(`rss_mb.${name}.open`)?.median),
        number(of(`heap_kb_per_open_conversation.${name}`)?.median),
        // The bare engine is not to be had alone.
        number(of(`install_mb.${name}`)?.median),
        number(of(`install_packages.${name}`)?.median),
      ]),
    ),
    intact: table(
      ['intact, %', 'killed', 'twice', 'late', 'at once', 'submit', 'all'],
      all.map((name) => [
        titles[name],
        ...troubles.map((trouble) => number(of(`intact.${name}.${trouble}`)?.median)),
        `**${number(of(`intact.${name}`)?.median)}**`,
      ]),
    ),
    harm: table(
      [
        '',
        'conversations',
        'tickets lost',
        'opened twice',
        'wrong answers',
        'silent',
        'replies twice',
      ],
      all.map((name) => [
        titles[name],
        ...[
          'conversations',
          'tickets_lost',
          'tickets_twice',
          'wrong_answers',
          'replies_lost',
          'replies_twice',
        ].map((what) => number(sum(troubles.map((trouble) => of(`${what}.${name}.${trouble}`))))),
      ]),
    ),
  }
}

const ratioTitles = { 500: '500 customers', 1: 'one customer', p99_300: 'p99 at 300/s' }

function titleOf(label) {
  const [name, mode] = label.split('.')
  return mode ? `${titles[name]}, NORMAL` : titles[name]
}

function isMet(figure, wanted) {
  const median = figure?.median ?? Number.NaN
  return wanted < 0 ? median <= -wanted : median >= wanted
}

function sum(figures) {
  return figures.reduce((total, figure) => total + (figure?.median ?? Number.NaN), 0)
}

function spread(figure) {
  if (!figure) return '–'
  const { median, min, max } = figure
  return min === max ? number(median) : `${number(median)} [${number(min)} – ${number(max)}]`
}

function number(value) {
  if (value === undefined || !Number.isFinite(value)) return '–'
  if (Math.abs(value) >= 100 || Number.isInteger(value))
    return Math.round(value).toLocaleString('en')
  return value.toPrecision(value < 1 ? 2 : 3)
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, i) => (i === 0 ? '---' : '---:'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}
