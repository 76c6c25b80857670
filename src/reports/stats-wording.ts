import type { Wording } from '../domain/wording.ts'
import { spanWording, tenths } from './span-wording.ts'
import { fewAnswers, type Stats } from './stats.ts'

const categoriesShown = 8

/** The figures as a short message, one line each. */
export function statsWordings(stats: Stats): readonly Wording[] {
  const { period, from, opened, open, overdue, ended, granted, byCategory } = stats
  const lines: Wording[] = [
    { key: `desk.stats.title.${period}`, values: { from: { day: from } } },
    { key: 'desk.stats.counts', values: { opened, ended, open, overdue } },
  ]
  const endings = [...stats.endedAs].map(([state, count]): Wording => {
    return { key: 'desk.stats.ending', values: { state: { key: `state.${state}` }, count } }
  })
  if (endings.length > 0)
    lines.push({ key: 'desk.stats.endings', values: { endings: { list: endings } } })
  lines.push({
    key: 'desk.stats.times',
    values: { answer: spanOrNone(stats.meanToAnswer), close: spanOrNone(stats.meanToClose) },
  })
  lines.push(satisfaction(stats))
  if (granted > 0)
    lines.push({ key: 'desk.stats.granted', values: { granted: { money: granted } } })
  if (stats.notes) lines.push({ key: 'desk.stats.notes', values: stats.notes })
  if (stats.blocked) lines.push({ key: 'desk.stats.blocked', values: { blocked: stats.blocked } })
  if (byCategory.length > 0) {
    const list = byCategory.slice(0, categoriesShown).map(({ category, count }): Wording => {
      return {
        key: 'desk.stats.category',
        values: { category: { key: `category.${category}` }, count },
      }
    })
    lines.push({ key: 'desk.stats.categories', values: { categories: { list } } })
  }
  return lines
}

/** CSAT is the share of 4 and 5; of a handful of answers a share would say more than they do. */
function satisfaction({ scored, satisfied, meanScore, asked }: Stats): Wording {
  if (scored === 0) return { key: 'desk.stats.unscored', values: { asked } }
  const values = {
    satisfied,
    scored,
    asked,
    mean: tenths(meanScore ?? 0),
    rate: share(scored, asked),
  }
  if (scored < fewAnswers) return { key: 'desk.stats.few', values }
  return { key: 'desk.stats.satisfaction', values: { ...values, share: share(satisfied, scored) } }
}

function share(part: number, whole: number): string {
  return whole === 0 ? '0' : tenths((part / whole) * 100)
}

function spanOrNone(ms: number | null): Wording {
  return ms === null ? { key: 'desk.none' } : spanWording(ms)
}
