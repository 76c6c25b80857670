import type { Checked, Entry } from '../channels/check.ts'
import type { Locale } from '../domain/wording.ts'
import { channelVariables, isOf } from '../settings/channel-variables.ts'
import { describeProblem, operatorText, type Problem } from '../settings/problem.ts'
import type { ChannelReport } from './check-channels.ts'

export const marks = { fine: '✓', care: '!', ill: '✗', absent: '–' } as const

/** The channels as an operator reads them, a paragraph each; `well` where nothing that is set up has to be mended. */
export function showChannels(
  reports: readonly ChannelReport[],
  problems: readonly Problem[],
  language: Locale,
): { text: string; well: boolean } {
  const channels = Object.values(channelVariables)
  const others = problems.filter(({ path }) => !channels.some((variables) => isOf(variables, path)))
  const paragraphs = [
    ...(others.length > 0 ? [others.map((one) => wrong(one, language)).join('\n')] : []),
    ...reports.map((report) => paragraph(report, problems, language)),
  ]
  const ill =
    problems.length +
    reports.flatMap(({ findings }) => findings.filter(({ state }) => state === 'ill')).length
  const end = ill > 0 ? say('mend', { ill }, language) : say('well', {}, language)
  return { text: [...paragraphs, end].join('\n\n'), well: ill === 0 }
}

function paragraph(report: ChannelReport, problems: readonly Problem[], language: Locale): string {
  const { name, state, set, lacking, findings, enter } = report
  const variables = channelVariables[name]
  const page = `docs/channels/${variables.page ?? name}${language === 'en' ? '' : '.zh-CN'}.md`
  const title = say(`title ${name}`, {}, language)
  if (state === 'absent') {
    const names = variables.prefix ? `${variables.prefix}…` : lacking.join(', ')
    return `${title}\n  ${marks.absent} ${say('absent', { names, page }, language)}`
  }
  const lines = [
    `${marks.fine} ${say('set', { names: set.join(', ') }, language)}`,
    ...problems.filter(({ path }) => isOf(variables, path)).map((one) => wrong(one, language)),
    ...findings.map(
      ({ state: how, key, values = {} }) => `${marks[how]} ${say(key, values, language)}`,
    ),
    ...(state === 'incomplete' ? [`${marks.absent} ${say('incomplete', { page }, language)}`] : []),
    ...(enter ? [`→ ${entering(enter, language)}`] : []),
  ]
  return [title, ...lines.map((line) => `  ${line.replaceAll('\n', '\n    ')}`)].join('\n')
}

function entering(enter: Checked['enter'], language: Locale): string {
  if ('nothing' in enter) return say(enter.nothing, {}, language)
  const { page, entries } = enter
  const width = Math.max(...entries.map(({ field }) => widthOf(field))) + 2
  const lines = entries.map((entry) => {
    const gap = ' '.repeat(width - widthOf(entry.field))
    return `${entry.field}${gap}${entered(entry, language)}`
  })
  return [say('enter', { page }, language), ...lines].join('\n')
}

function entered(entry: Entry, language: Locale): string {
  if ('value' in entry) return entry.value
  if ('key' in entry) return say(entry.key, {}, language)
  return say('enter same', { variable: entry.variable }, language)
}

/** In columns of a terminal, where a Chinese character takes two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/u.test(sign) ? 2 : 1), 0)
}

function wrong(problem: Problem, language: Locale): string {
  return `${marks.ill} ${describeProblem(problem, language)}`
}

function say(key: string, values: object, language: Locale): string {
  return operatorText(`channels.${key}`, values, language)
}
